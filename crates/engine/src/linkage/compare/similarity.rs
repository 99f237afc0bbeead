//! How alike two strings are. Jaro–Winkler comes from a kept library; what surely falls short of a
//! threshold is told by counting letters first, since most pairs of strangers do.

/// Letters counted before similarity is computed.
const LETTERS: usize = 64;

/// Jaro–Winkler similarity, 0 to 1; 0 when it surely is below `least`.
pub fn winkler(left: &str, right: &str, least: f64) -> f64 {
    if upper_bound(left, right) < least { 0.0 } else { strsim::jaro_winkler(left, right) }
}

/// No Jaro–Winkler similarity of two strings is above this.
#[expect(clippy::cast_precision_loss, reason = "lengths of names are small")]
fn upper_bound(left: &str, right: &str) -> f64 {
    if !left.is_ascii() || !right.is_ascii() || left.is_empty() || right.is_empty() {
        return 1.0;
    }
    let mut counts = [0_i32; LETTERS];
    let slot = |byte: u8| usize::from(byte) % LETTERS;
    left.bytes().for_each(|byte| counts[slot(byte)] += 1);
    let mut shared = 0_u32;
    for byte in right.bytes() {
        let count = &mut counts[slot(byte)];
        shared += u32::from(*count > 0);
        *count -= 1;
    }
    let shared = f64::from(shared);
    let jaro = (shared / left.len() as f64 + shared / right.len() as f64 + 1.0) / 3.0;
    let prefix = left.bytes().zip(right.bytes()).take(4).take_while(|(a, b)| a == b).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

/// Whether one slip of the finger lies between two strings: a character more, less, other, or two
/// neighbours swapped.
pub fn one_slip(left: &str, right: &str) -> bool {
    if left.is_ascii() && right.is_ascii() {
        return apart_by_one(left.as_bytes(), right.as_bytes());
    }
    let (a, b): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    apart_by_one(&a, &b)
}

fn apart_by_one<T: PartialEq + Copy>(left: &[T], right: &[T]) -> bool {
    if left.len().abs_diff(right.len()) > 1 {
        return false;
    }
    let head = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) =
        (left.get(head..).unwrap_or_default(), right.get(head..).unwrap_or_default());
    let tail = left.iter().rev().zip(right.iter().rev()).take_while(|(a, b)| a == b).count();
    let cut = |side: &[T]| -> Vec<T> { side.get(..side.len() - tail).unwrap_or_default().to_vec() };
    if left.len().max(right.len()) - tail > 2 {
        return false;
    }
    match (cut(left).as_slice(), cut(right).as_slice()) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_edit_or_one_swap() {
        for (a, b) in [
            ("wallre", "waller"),
            ("smith", "smit"),
            ("smith", "smithe"),
            ("smyth", "smith"),
            ("ab", "ba"),
            ("aa", "aaa"),
            ("東京", "東亰"),
        ] {
            assert!(one_slip(a, b) && one_slip(b, a), "{a} {b}");
        }
        for (a, b) in
            [("same", "same"), ("abcd", "badc"), ("smith", "smythe"), ("a", "abc"), ("", "ab")]
        {
            assert!(!one_slip(a, b) && !one_slip(b, a), "{a} {b}");
        }
    }

    #[test]
    fn the_bound_lies_above_the_similarity() {
        let words = [
            "martha",
            "marhta",
            "dixon",
            "dickson",
            "jellyfish",
            "smellyfish",
            "a",
            "ab",
            "robert",
            "roberta",
            "trace",
            "crate",
        ];
        for a in words {
            for b in words {
                assert!(upper_bound(a, b) + 1e-9 >= strsim::jaro_winkler(a, b), "{a} {b}");
            }
        }
        assert_eq!(winkler("smith", "jones", 0.75).to_bits(), 0.0_f64.to_bits());
    }
}
