//! Vehicle plates of Singapore: prefix, up to four digits and a letter that checks them (Land Transport
//! Authority; weights as published by vehicle registries).

use super::sums::{compact, passed};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "sg_plate",
    field: Field::VehiclePlate,
    scheme: None,
    pattern: r"(?-u:\b)([SFGEXYPQ][A-Z]{1,2}[ ]?[1-9][0-9]{0,3}[ ]?[A-Z])(?-u:\b)",
    check,
    context: &["vehicle", "car", "motor", "lorry", "van", "plate", "parking", "bay"],
    context_required: false,
    positives: &[
        ("[B2-101]  Deborah  SJK4417D", "SJK4417D"),
        ("Vehicle: FBK 6204 H", "FBK6204H"),
        ("Ah Seng Transport, ＸＥ2281G, driver", "XE2281G"),
    ],
    near_misses: &["SJK4417E", "SJK4417", "SJK04417D", "品番 SJK4417D"],
};

const WEIGHTS: [u32; 6] = [9, 4, 5, 4, 3, 2];
const LETTERS: &[u8] = b"AZYXUTSRPMLKJHGEDCB";

fn check(text: &str) -> Option<Checked> {
    let plate = compact(text)?;
    let at = plate.find(|c: char| c.is_ascii_digit())?;
    let (prefix, rest) = plate.split_at_checked(at)?;
    let (digits, letter) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    // The last two letters count, and the digits as four.
    let value = |letter: u8| u32::from(letter - b'A') + 1;
    let letters = prefix.bytes().rev().take(2).map(value).collect::<Vec<_>>().into_iter().rev();
    let serial: u32 = digits.parse().ok()?;
    let places = [1000, 100, 10, 1].map(|place| serial / place % 10);
    let sum: u32 = letters.chain(places).zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let expected = LETTERS.get(usize::try_from(sum % 19).ok()?);
    (expected == letter.as_bytes().first()).then(|| passed(plate, 0.7, "check letter"))
}
