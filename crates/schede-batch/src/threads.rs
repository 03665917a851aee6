//! Threads that the system may refuse: there may be no room for their stacks, or as many as
//! one user may have.
//!
//! In: work of a scope. Out: the thread, or none if it was refused; what the work holds is let go
//! then, and the caller does without.

use std::io;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, Builder, Scope, ScopedJoinHandle};

/// Starts a thread of a scope.
pub(crate) fn start<'scope, T: Send + 'scope>(
    scope: &'scope Scope<'scope, '_>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> io::Result<ScopedJoinHandle<'scope, T>> {
    #[cfg(test)]
    tests::refuse()?;
    let started = Builder::new().spawn_scoped(scope, work);
    started.inspect_err(|error| tracing::info!(reason = %error, "no thread could be started"))
}

/// What a thread gave; its panic goes on here.
pub(crate) fn join<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| resume_unwind(panic))
}

/// Does all work, on several threads where the system gives them; what each gave, in order.
pub(crate) fn all<I: Send, T: Send>(items: Vec<I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    let n = items.len();
    let waiting = Mutex::new(items.into_iter().enumerate());
    let next = || lock(&waiting).next();
    let done = Mutex::new(Vec::with_capacity(n));
    let go_on = || {
        while let Some((at, item)) = next() {
            let given = work(item);
            lock(&done).push((at, given));
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..n).map_while(|_| start(scope, go_on).ok()).collect();
        go_on();
        others.into_iter().for_each(join);
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, given)| given).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::all;
    use std::cell::Cell;
    use std::io;

    thread_local! {
        static LEFT: Cell<usize> = const { Cell::new(usize::MAX) };
    }

    /// Has the system give no more than so many threads to the one that asks.
    pub(crate) fn with_threads<T>(left: usize, ask: impl FnOnce() -> T) -> T {
        LEFT.set(left);
        let given = ask();
        LEFT.set(usize::MAX);
        given
    }

    pub(super) fn refuse() -> io::Result<()> {
        let left = LEFT.get().checked_sub(1);
        LEFT.set(left.ok_or(io::ErrorKind::WouldBlock)?);
        Ok(())
    }

    #[test]
    fn all_is_done_in_order_with_as_many_threads_as_there_are() {
        for threads in [0, 1, 9] {
            let done = with_threads(threads, || all(vec![1, 2, 3, 4], |n| n * n));
            assert_eq!(done, [1, 4, 9, 16], "{threads} threads");
        }
        assert!(all(Vec::new(), |n: u8| n).is_empty());
    }
}
