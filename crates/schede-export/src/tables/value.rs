//! One cell: a plain value that every store can hold.
//!
//! Text borrows from the document where it can. A NUL character, which
//! PostgreSQL, XML and spreadsheets cannot hold, becomes U+FFFD in every table,
//! so that all stores hold the same rows; the JSON form keeps it.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::hash::{Hash, Hasher};

use chrono::NaiveDate;

/// The value of a column in a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'d> {
    /// Not on the sheet.
    Null,
    /// Text; "" is a label with nothing after it.
    Text(Cow<'d, str>),
    /// A whole number.
    Integer(i64),
    /// A number that may have decimals.
    Number(f64),
    /// A date.
    Date(NaiveDate),
}

impl Value<'_> {
    /// The same value, borrowing nothing.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Integer(n) => Value::Integer(n),
            Value::Number(n) => Value::Number(n),
            Value::Date(date) => Value::Date(date),
        }
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            Value::Null | Value::Integer(_) | Value::Number(_) | Value::Date(_) => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Value::Integer(n) => Some(*n),
            Value::Null | Value::Text(_) | Value::Number(_) | Value::Date(_) => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(n) => Some(*n),
            Value::Null | Value::Text(_) | Value::Integer(_) | Value::Date(_) => None,
        }
    }

    /// The date, if it is one.
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Value::Date(date) => Some(*date),
            Value::Null | Value::Text(_) | Value::Integer(_) | Value::Number(_) => None,
        }
    }

    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(_) | Value::Integer(_) | Value::Number(_) | Value::Date(_) => false,
        }
    }
}

/// The shortest digits that read back as the same number: "25", "12.5".
pub(crate) fn number_text(n: f64) -> String {
    n.to_string()
}

/// Appends what [`number_text`] gives; of numbers of no more than two decimals, as places on
/// paper are, in few steps.
pub(crate) fn write_number(out: &mut String, n: f64) -> fmt::Result {
    // A number of so few digits is the only one that is printed so.
    const LARGEST: f64 = 10_000_000.0;
    let hundredths = (n.abs() * 100.0).round();
    let short = n.abs() < LARGEST && n != 0.0 && hundredths / 100.0 == n.abs();
    if !short {
        return write!(out, "{n}");
    }
    if n < 0.0 {
        out.push('-');
    }
    let hundredths = hundredths as u32;
    out.push_str(itoa::Buffer::new().format(hundredths / 100));
    let (tenths, rest) = (hundredths / 10 % 10, hundredths % 10);
    if tenths + rest > 0 {
        out.push('.');
        out.push(char::from(b'0' + tenths as u8));
    }
    if rest > 0 {
        out.push(char::from(b'0' + rest as u8));
    }
    Ok(())
}

impl Hash for Value<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Value::Null => {}
            Value::Text(text) => text.hash(state),
            Value::Integer(n) => n.hash(state),
            Value::Number(n) => n.to_bits().hash(state),
            Value::Date(date) => date.hash(state),
        }
    }
}

impl<'d> From<&'d str> for Value<'d> {
    fn from(text: &'d str) -> Self {
        Value::Text(if text.contains('\0') {
            Cow::Owned(text.replace('\0', "\u{fffd}"))
        } else {
            Cow::Borrowed(text)
        })
    }
}

impl<'d> From<&'d String> for Value<'d> {
    fn from(text: &'d String) -> Self {
        Value::from(text.as_str())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(if text.contains('\0') {
            text.replace('\0', "\u{fffd}")
        } else {
            text
        }))
    }
}

impl From<u32> for Value<'_> {
    fn from(n: u32) -> Self {
        Value::Integer(i64::from(n))
    }
}

impl From<i32> for Value<'_> {
    fn from(n: i32) -> Self {
        Value::Integer(i64::from(n))
    }
}

impl From<i64> for Value<'_> {
    fn from(n: i64) -> Self {
        Value::Integer(n)
    }
}

impl From<f64> for Value<'_> {
    /// A number that is none (NaN, infinity) is null: no store orders them alike.
    fn from(n: f64) -> Self {
        if n.is_finite() {
            // Minus zero is zero: text forms would differ otherwise.
            Value::Number(n + 0.0)
        } else {
            Value::Null
        }
    }
}

impl From<NaiveDate> for Value<'_> {
    fn from(date: NaiveDate) -> Self {
        Value::Date(date)
    }
}

impl<'d, T> From<Option<T>> for Value<'d>
where
    Value<'d>: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Value::from)
    }
}

impl<'d> From<&'d Option<String>> for Value<'d> {
    fn from(text: &'d Option<String>) -> Self {
        text.as_deref().into()
    }
}

#[cfg(test)]
mod tests {
    use super::{Value, number_text, write_number};

    #[test]
    fn what_no_store_can_hold_is_replaced_alike_everywhere() {
        assert_eq!(Value::from("a\0b").as_text(), Some("a\u{fffd}b"));
        assert!(Value::from(f64::NAN).is_null());
        assert_eq!(Value::from(-0.0), Value::Number(0.0));
    }

    #[test]
    fn numbers_are_written_by_their_shortest_digits() {
        let mut numbers = vec![0.0, -0.0, 0.1, -12.25, 1.0 / 3.0, 1e15, -7.0, 99_999.999];
        numbers.extend([f64::NAN, f64::INFINITY, 0.015, 9_999_999.99, 10_000_000.01]);
        numbers.extend([0.005, -0.01, 1e-9, 100.0, 595.2]);
        numbers.extend((0..100_000).map(|n| (f64::from(n) * 7.3).round() / 100.0));
        for number in numbers {
            let mut written = String::new();
            write_number(&mut written, number).unwrap();
            assert_eq!(written, number_text(number));
        }
    }
}
