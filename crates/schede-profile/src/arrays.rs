//! How long arrays are kept in the compiled profiles: as the members that stand in them,
//! each with its place. Most places are empty, and serde knows arrays of up to 32 members only.

use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};

/// The members that are not empty.
pub(crate) fn serialize<S, T, const N: usize>(array: &[T; N], to: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
    T: Serialize + Default + PartialEq,
{
    let members = array.iter().enumerate();
    let members = members.filter(|(_, member)| **member != T::default());
    members.collect::<Vec<_>>().serialize(to)
}

/// An array with those members.
pub(crate) fn deserialize<'de, D, T, const N: usize>(from: D) -> Result<[T; N], D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default + Copy,
{
    let mut array = [T::default(); N];
    for (place, member) in Vec::<(usize, T)>::deserialize(from)? {
        let room = array.get_mut(place);
        *room.ok_or_else(|| D::Error::custom("a place behind the end of an array"))? = member;
    }
    Ok(array)
}

/// The same of arrays that have memory of their own.
pub(crate) mod boxed {
    use super::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S, T, const N: usize>(array: &[T; N], to: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        T: Serialize + Default + PartialEq,
    {
        super::serialize(array, to)
    }

    pub(crate) fn deserialize<'de, D, T, const N: usize>(from: D) -> Result<Box<[T; N]>, D::Error>
    where
        D: Deserializer<'de>,
        T: Deserialize<'de> + Default + Copy,
    {
        super::deserialize(from).map(Box::new)
    }
}
