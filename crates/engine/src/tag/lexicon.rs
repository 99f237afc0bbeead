//! Which words are family names, given names, places, organisations or everyday words: a set of
//! 32-bit fingerprints with class bits, made from the dictionaries named in NOTICE. The words
//! themselves cannot be read out of it, and one fingerprint in some thousands is a coincidence.

use super::hash;

pub const SURNAME: u16 = 1;
pub const GIVEN: u16 = 1 << 1;
pub const FULL_NAME: u16 = 1 << 2;
pub const PLACE: u16 = 1 << 3;
pub const ORGANISATION: u16 = 1 << 4;
pub const NOUN: u16 = 1 << 5;
pub const INFLECTED: u16 = 1 << 6;
pub const FUNCTION: u16 = 1 << 7;
pub const SUFFIX: u16 = 1 << 8;
pub const WORK: u16 = 1 << 9;
/// Among the few thousand most frequent of its kind.
pub const COMMON: u16 = 1 << 10;

/// Classes, in the order of their bits.
pub const CLASSES: usize = 11;

/// Fingerprints by their upper bits.
const BUCKET_BITS: u32 = 16;

/// The dictionary: fingerprints in order, their classes beside them, and where each bucket begins.
#[derive(Debug)]
pub struct Lexicon {
    keys: Vec<u32>,
    classes: Vec<u16>,
    /// Places of words in a tree of meanings, as the path from its root (10 bits), or none.
    paths: Vec<u16>,
    buckets: Vec<u32>,
}

/// The path of a word without one.
pub const NO_PATH: u16 = u16::MAX;

impl Lexicon {
    /// Reads the packed form: for each entry in order the distance to the fingerprint before it
    /// (7 bits a byte), its classes and its path (two bytes each, little endian).
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let (mut keys, mut classes, mut paths) = (Vec::new(), Vec::new(), Vec::new());
        let mut at = 0;
        let mut key = 0_u32;
        while at < bytes.len() {
            let (mut distance, mut shift) = (0_u32, 0);
            loop {
                let byte = *bytes.get(at)?;
                at += 1;
                distance |= u32::from(byte & 0x7f).checked_shl(shift)?;
                shift += 7;
                if byte < 0x80 {
                    break;
                }
            }
            key = key.checked_add(distance)?;
            let fixed: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
            at += 4;
            keys.push(key);
            classes.push(u16::from_le_bytes([fixed[0], fixed[1]]));
            paths.push(u16::from_le_bytes([fixed[2], fixed[3]]));
        }
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        for key in &keys {
            *buckets.get_mut((key >> (32 - BUCKET_BITS)) as usize + 1)? += 1;
        }
        let mut sum = 0;
        for bucket in &mut buckets {
            sum += *bucket;
            *bucket = sum;
        }
        Some(Self { keys, classes, paths, buckets })
    }

    /// Packs entries sorted by fingerprint.
    pub fn pack(entries: &[(u32, u16, u16)]) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(entries.len() * 7);
        let mut before = 0;
        for (key, classes, path) in entries {
            let mut distance = key.wrapping_sub(before);
            before = *key;
            while distance >= 0x80 {
                bytes.push(u8::try_from(distance & 0x7f).unwrap_or(0) | 0x80);
                distance >>= 7;
            }
            bytes.push(u8::try_from(distance).unwrap_or(0));
            bytes.extend(classes.to_le_bytes());
            bytes.extend(path.to_le_bytes());
        }
        bytes
    }

    fn find(&self, state: u64) -> Option<usize> {
        let key = hash::key(state);
        let bucket = (key >> (32 - BUCKET_BITS)) as usize;
        let from = *self.buckets.get(bucket)? as usize;
        let to = *self.buckets.get(bucket + 1)? as usize;
        let place = self.keys.get(from..to)?.binary_search(&key).ok()?;
        Some(from + place)
    }

    /// The classes of a word given by its hash ([`hash::text`]); 0 when it is not known.
    #[inline]
    pub fn classes(&self, word: u64) -> u16 {
        self.find(word).and_then(|at| self.classes.get(at)).copied().unwrap_or(0)
    }

    /// Classes and path of a word.
    pub fn entry(&self, word: u64) -> (u16, u16) {
        self.find(word)
            .and_then(|at| Some((*self.classes.get(at)?, *self.paths.get(at)?)))
            .unwrap_or((0, NO_PATH))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_found_again_and_nothing_else() {
        let words = ["山田", "太郎", "smith", "渋谷区"];
        let mut entries: Vec<(u32, u16, u16)> = words
            .iter()
            .zip([SURNAME, GIVEN, SURNAME | COMMON, PLACE])
            .zip([NO_PATH, 3, 1023, NO_PATH])
            .map(|((word, classes), path)| (hash::key(hash::text(word.chars())), classes, path))
            .collect();
        entries.sort_unstable();
        let lexicon = Lexicon::unpack(&Lexicon::pack(&entries)).unwrap();
        let entry = |word: &str| lexicon.entry(hash::text(word.chars()));
        assert_eq!(entry("山田"), (SURNAME, NO_PATH));
        assert_eq!(entry("smith"), (SURNAME | COMMON, 1023));
        assert_eq!(entry("太郎"), (GIVEN, 3));
        assert_eq!(entry("鈴木"), (0, NO_PATH));
        assert!(Lexicon::unpack(&[0x80]).is_none());
    }
}
