//! How long arrays are kept in the compiled profiles: as lists, since serde knows arrays
//! of up to 32 members only.

use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};

pub(crate) fn serialize<S: Serializer, T: Serialize, const N: usize>(
    array: &[T; N],
    to: S,
) -> Result<S::Ok, S::Error> {
    array.as_slice().serialize(to)
}

pub(crate) fn deserialize<'de, D, T, const N: usize>(from: D) -> Result<[T; N], D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let list = Vec::deserialize(from)?;
    let length = list.len();
    list.try_into()
        .map_err(|_| D::Error::custom(format_args!("expected {N} members, but found {length}")))
}

/// The same of arrays that have memory of their own.
pub(crate) mod boxed {
    use super::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer, T: Serialize, const N: usize>(
        array: &[T; N],
        to: S,
    ) -> Result<S::Ok, S::Error> {
        super::serialize(array, to)
    }

    pub(crate) fn deserialize<'de, D, T, const N: usize>(from: D) -> Result<Box<[T; N]>, D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de>,
    {
        super::deserialize(from).map(Box::new)
    }
}
