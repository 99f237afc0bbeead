//! Time-stamps (RFC 3161) over the ledger's chain: the request for an authority, and its answer read
//! and attached.
//!
//! What an authority stamps is the hash of one operation, and with it everything before. Candor
//! compares the stamped hash with the chain; the authority's signature is for `openssl ts -verify`
//! and the authority's certificate, which an offline program cannot know.

use crate::ledger::{Operation, OperationKind};
use crate::{Case, CaseError, Result};

/// What a time-stamp says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The stamped SHA-256, in hexadecimal.
    pub imprint: String,
    /// As the authority wrote it: `20241017093000Z`.
    pub time: String,
    /// Serial number, in hexadecimal.
    pub serial: String,
}

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const OCTETS: u8 = 0x04;
const OBJECT_ID: u8 = 0x06;
const TIME: u8 = 0x18;
const CONTEXT_0: u8 = 0xa0;
/// 2.16.840.1.101.3.4.2.1, SHA-256, with no parameters.
const SHA256: [u8; 13] =
    [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00];
/// 1.2.840.113549.1.7.2, signed data.
const SIGNED_DATA: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/// 1.2.840.113549.1.9.16.1.4, time-stamp information.
const STAMP_INFO: [u8; 11] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x04];
/// Longest answer that is read; those of authorities hold some certificates.
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// A request for a stamp over a SHA-256, which asks for the authority's certificate too.
pub fn request(hash: &[u8]) -> Vec<u8> {
    let imprint = encode(SEQUENCE, &[encode(SEQUENCE, &SHA256), encode(OCTETS, hash)].concat());
    let certificate_wanted = [0x01, 0x01, 0xff];
    encode(SEQUENCE, &[encode(INTEGER, &[1]), imprint, certificate_wanted.to_vec()].concat())
}

fn encode(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![tag];
    match u8::try_from(content.len()) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            let length: Vec<u8> =
                content.len().to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            out.push(0x80 | u8::try_from(length.len()).unwrap_or(8));
            out.extend(length);
        }
    }
    out.extend(content);
    out
}

/// Reads an authority's answer.
pub fn read(answer: &[u8]) -> std::result::Result<Stamp, String> {
    if answer.len() > ANSWER_BYTES_MAX {
        return Err("it is too long for an answer of a time-stamp authority".to_owned());
    }
    let mut whole = Reader(answer).enter(SEQUENCE)?;
    let status = whole.enter(SEQUENCE)?.enter(INTEGER)?.0;
    // 0 granted, 1 granted with modifications.
    if !matches!(status, [0 | 1]) {
        return Err(format!("the authority did not grant it (status {})", hex(status)));
    }
    let mut content = whole.enter(SEQUENCE)?;
    content.expect(OBJECT_ID, &SIGNED_DATA)?;
    let mut signed = content.enter(CONTEXT_0)?.enter(SEQUENCE)?;
    signed.enter(INTEGER)?;
    signed.skip()?;
    let mut held = signed.enter(SEQUENCE)?;
    held.expect(OBJECT_ID, &STAMP_INFO)?;
    let mut info = held.enter(CONTEXT_0)?.enter(OCTETS)?.enter(SEQUENCE)?;
    info.enter(INTEGER)?;
    info.enter(OBJECT_ID)?;
    let mut imprint = info.enter(SEQUENCE)?;
    imprint.enter(SEQUENCE)?.expect(OBJECT_ID, SHA256.get(2..11).unwrap_or_default())?;
    let imprint = hex(imprint.enter(OCTETS)?.0);
    let serial = hex(info.enter(INTEGER)?.0);
    let time = String::from_utf8_lossy(info.enter(TIME)?.0).into_owned();
    Ok(Stamp { imprint, time, serial })
}

/// Walks DER, one element after the other.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn next(&mut self) -> std::result::Result<(u8, &'a [u8]), String> {
        let cut = || "it is no answer of a time-stamp authority, or cut off".to_owned();
        let (&tag, rest) = self.0.split_first().ok_or_else(cut)?;
        let (&first, rest) = rest.split_first().ok_or_else(cut)?;
        let (length, rest) = if first < 0x80 {
            (usize::from(first), rest)
        } else {
            let count = usize::from(first & 0x7f);
            if count == 0 || count > 4 {
                return Err(cut());
            }
            let (length, rest) = rest.split_at_checked(count).ok_or_else(cut)?;
            (length.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        };
        let (content, rest) = rest.split_at_checked(length).ok_or_else(cut)?;
        self.0 = rest;
        Ok((tag, content))
    }

    fn enter(&mut self, wanted: u8) -> std::result::Result<Self, String> {
        match self.next()? {
            (tag, content) if tag == wanted => Ok(Self(content)),
            (tag, _) => Err(format!(
                "it is no answer of a time-stamp authority: tag {tag:#04x} where {wanted:#04x} belongs"
            )),
        }
    }

    fn skip(&mut self) -> std::result::Result<(), String> {
        self.next().map(drop)
    }

    fn expect(&mut self, tag: u8, content: &[u8]) -> std::result::Result<(), String> {
        if self.enter(tag)?.0 == content {
            Ok(())
        } else {
            Err("it stamps by another method than SHA-256 in signed data".to_owned())
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

impl Case {
    /// A request over the newest operation, and its number.
    pub async fn stamp_request(&mut self) -> Result<(i64, Vec<u8>)> {
        let newest = self.operations().await?.pop();
        let newest =
            newest.ok_or_else(|| CaseError::Ledger { reason: "it is empty".to_owned() })?;
        let hash = unhex(&newest.hash)
            .ok_or_else(|| CaseError::Ledger { reason: "its last hash is none".to_owned() })?;
        Ok((newest.seq, request(&hash)))
    }

    /// Attaches an authority's answer to the operation that it stamps.
    pub async fn attach_stamp(&mut self, answer: &[u8]) -> Result<(i64, Stamp)> {
        let stamp = read(answer).map_err(|reason| CaseError::Stamp { reason })?;
        let stamped = self.operations().await?.into_iter().find(|op| op.hash == stamp.imprint);
        let stamped = stamped.ok_or_else(|| CaseError::Stamp {
            reason: "it stamps no operation of this case".to_owned(),
        })?;
        let detail = serde_json::json!({
            "operation": stamped.seq, "hash": stamp.imprint, "time": stamp.time, "serial": stamp.serial,
            "answer": hex(answer),
        });
        let nothing = self.sink();
        self.append(OperationKind::Stamp, String::new(), detail, nothing, &[]).await?;
        Ok((stamped.seq, stamp))
    }
}

impl Operation {
    /// The bytes of the answer that a stamp operation attached.
    pub fn stamp_answer(&self) -> Option<Vec<u8>> {
        if self.kind != OperationKind::Stamp.as_str() {
            return None;
        }
        unhex(self.detail.get("answer")?.as_str()?)
    }

    /// What is wrong with a stamp operation, held against the chain.
    pub(crate) fn stamp_fault(&self, chain: &[Self]) -> Option<String> {
        if self.kind != OperationKind::Stamp.as_str() {
            return None;
        }
        let Some(answer) = self.stamp_answer() else {
            return Some("its time-stamp cannot be read".to_owned());
        };
        let stamp = match read(&answer) {
            Ok(stamp) => stamp,
            Err(reason) => return Some(format!("its time-stamp: {reason}")),
        };
        let seq = self.detail.get("operation").and_then(serde_json::Value::as_i64);
        let stamped = chain.iter().find(|op| Some(op.seq) == seq);
        let same = stamped.is_some_and(|op| op.hash == stamp.imprint);
        (!same).then(|| "its time-stamp is over another chain".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_the_der_of_rfc_3161() {
        let got = request(&[0xab; 32]);
        assert_eq!(got.len(), 59);
        assert_eq!(hex(&got[..7]), "30390201013031");
        assert_eq!(&got[56..], [0x01, 0x01, 0xff]);
    }

    #[test]
    fn what_is_no_answer_is_refused_and_never_panics() {
        for junk in [&b""[..], b"\x30", b"\x30\x84\xff\xff\xff\xff", b"hello", &[0x30; 4000]] {
            assert!(read(junk).is_err());
        }
        // Status 2: rejection.
        let refused = encode(SEQUENCE, &encode(SEQUENCE, &encode(INTEGER, &[2])));
        assert!(read(&refused).unwrap_err().contains("did not grant"));
    }
}
