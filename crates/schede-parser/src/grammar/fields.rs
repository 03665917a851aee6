//! Which fields were met: a bit for each. All items of a document are asked for theirs
//! several times, and a list would be searched for each.

use schede_profile::Field;

/// A set of fields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Fields {
    bits: u32,
    any_statement: bool,
}

impl Fields {
    /// Whether a field is among them.
    #[inline]
    pub fn contains(self, field: Field) -> bool {
        self.bits & 1 << field as u32 != 0
    }

    /// Whether no field is in both sets.
    pub fn is_apart(self, other: Self) -> bool {
        self.bits & other.bits == 0
    }

    /// Those that are in both sets; whether statements are among them is not kept.
    pub fn both(self, other: Self) -> Self {
        Self {
            bits: self.bits & other.bits,
            any_statement: false,
        }
    }

    /// These and the others.
    pub fn with(self, other: Self) -> Self {
        Self {
            bits: self.bits | other.bits,
            any_statement: self.any_statement | other.any_statement,
        }
    }

    /// How many they are.
    pub fn len(self) -> usize {
        self.bits.count_ones() as usize
    }

    /// Adds a field; whether it is new.
    #[inline]
    pub fn insert(&mut self, field: Field) -> bool {
        let new = !self.contains(field);
        self.bits |= 1 << field as u32;
        self.any_statement |= field.is_statement();
        new
    }

    /// Whether one of them is a list of labelled statements.
    #[inline]
    pub fn any_statement(self) -> bool {
        self.any_statement
    }
}

impl FromIterator<Field> for Fields {
    fn from_iter<I: IntoIterator<Item = Field>>(all: I) -> Self {
        let mut fields = Self::default();
        for field in all {
            fields.insert(field);
        }
        fields
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;
    use schede_profile::Field;

    #[test]
    fn a_field_is_new_once() {
        let mut fields = Fields::default();
        assert!(fields.insert(Field::Responsible) && fields.insert(Field::Notes));
        assert!(!fields.insert(Field::Notes));
        assert!(fields.contains(Field::Responsible) && !fields.contains(Field::Dup));
        assert!(!fields.any_statement());
        assert!(fields.insert(Field::Indicators) && fields.any_statement());
    }
}
