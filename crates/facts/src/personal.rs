//! A personal value that cannot slip into a log: it prints its kind and length, never itself.

use serde::{Deserialize, Serialize};

/// A value about a person. `Debug` and `Display` show only its length in characters; reading it
/// is the explicit call [`Personal::reveal`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Wraps a value read from evidence.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Hands out the value. Call it only where the value is the purpose: comparing, sealing into
    /// a table, or writing a list that a named user asked for.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// Gives up the wrapper.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: AsRef<str>> std::fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "<personal, {} characters>", self.0.as_ref().chars().count())
    }
}

impl<T: AsRef<str>> std::fmt::Display for Personal<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self, f)
    }
}

impl Personal<String> {
    /// The value with all but its first character hidden, for screens that show masked values.
    pub fn masked(&self) -> String {
        let mut chars = self.0.chars();
        match chars.next() {
            None => String::new(),
            Some(first) => std::iter::once(first)
                .chain(chars.map(|c| if c.is_alphanumeric() { '•' } else { c }))
                .collect(),
        }
    }
}

impl From<&str> for Personal<String> {
    fn from(value: &str) -> Self {
        Self(value.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_never_shows_the_value() {
        let name = Personal::from("山田太郎");
        assert_eq!(format!("{name} {name:?}"), "<personal, 4 characters> <personal, 4 characters>");
    }

    #[test]
    fn a_mask_keeps_shape_and_hides_letters() {
        assert_eq!(Personal::from("090-1234").masked(), "0••-••••");
        assert_eq!(Personal::from("").masked(), "");
    }
}
