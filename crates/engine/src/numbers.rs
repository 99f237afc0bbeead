//! Numbers in place of texts that occur again and again.

use std::collections::HashMap;

/// Numbers of texts in the order of their first use.
#[derive(Debug, Default)]
pub(crate) struct Numbers(HashMap<String, u32>);

impl Numbers {
    /// The number of a text, and whether it is new.
    pub(crate) fn of(&mut self, text: &str) -> (u32, bool) {
        if let Some(number) = self.0.get(text) {
            return (*number, false);
        }
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(text.to_owned(), number);
        (number, true)
    }

    pub(crate) fn of_all(&mut self, texts: &[String]) -> Vec<u32> {
        texts.iter().map(|text| self.of(text).0).collect()
    }

    /// The number of a text that was used before.
    pub(crate) fn known(&self, text: &str) -> Option<u32> {
        self.0.get(text).copied()
    }

    /// The texts, each at its number.
    pub(crate) fn into_texts(self) -> Vec<String> {
        let mut texts: Vec<(u32, String)> =
            self.0.into_iter().map(|(text, number)| (number, text)).collect();
        texts.sort_unstable();
        texts.into_iter().map(|(_, text)| text).collect()
    }
}
