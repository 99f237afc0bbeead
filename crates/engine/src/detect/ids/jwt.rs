//! JSON Web Tokens (RFC 7519): three base64url groups of which the first is a JSON object with the
//! member "alg".

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "jwt",
    field: Field::Credential,
    scheme: None,
    pattern: r"(?-u:\b)(eyJ[A-Za-z0-9_\-]{8,}\.eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]{16,})",
    check,
    context: &["bearer", "token", "authorization", "jwt"],
    context_required: false,
    positives: &[
        (
            "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlc2lnbmF0dXJl",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlc2lnbmF0dXJl",
        ),
        (
            "token=eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlc2lnbmF0dXJl;",
            "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlc2lnbmF0dXJl",
        ),
        (
            "トークン：eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlc2lnbmF0dXJl",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlc2lnbmF0dXJl",
        ),
    ],
    near_misses: &[
        "eyJhbGciOiJIUzI1NiJ9",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0",
        "eyJhYmMiOiJkZWYifQAA.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJlc2lnbmF0dXJl",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let head = decoded(text.split('.').next()?);
    let signed = head.windows(5).any(|window| window == b"\"alg\"");
    signed.then(|| passed(text.to_owned(), 0.95, "header with alg"))
}

/// The bytes of a base64url text (RFC 4648, section 5) up to the first foreign character.
fn decoded(text: &str) -> Vec<u8> {
    let sextets: Vec<u32> = text.bytes().map_while(sextet).collect();
    sextets
        .chunks(4)
        .flat_map(|group| {
            let bits = (0..4).fold(0, |bits, at| bits << 6 | group.get(at).copied().unwrap_or(0));
            let [_, bytes @ ..] = bits.to_be_bytes();
            bytes.into_iter().take(group.len().saturating_sub(1))
        })
        .collect()
}

fn sextet(byte: u8) -> Option<u32> {
    let at = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(at))
}
