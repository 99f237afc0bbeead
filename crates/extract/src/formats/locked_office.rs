//! Office documents with a password: agile and standard encryption of [MS-OFFCRYPTO], with the
//! passwords of the user's list and the one that Excel uses for write-protected workbooks.

use super::le;
use crate::{Kind, Reading};
use aes::cipher::block_padding::NoPadding;
use aes::cipher::{BlockModeDecrypt, KeyIvInit};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use candor_facts::{Document, UnreadReason};
use sha2::Digest;
use std::io::{Cursor, Read};

/// Excel's own password for workbooks that are protected but open without one.
const BUILT_IN: &str = "VelvetSweatshop";
/// Rounds of the key derivation that are still waited for.
const SPINS_MAX: u32 = 10_000_000;
const SEGMENT_BYTES: usize = 4096;

pub fn read(reading: &mut Reading<'_>) -> Document {
    let locked =
        |detail: &str| Document::unread("ooxml", UnreadReason::Encrypted, detail.to_owned());
    let Ok(mut compound) = cfb::CompoundFile::open(Cursor::new(reading.bytes)) else {
        return locked("its streams cannot be found");
    };
    let mut stream = |name: &str| {
        let mut bytes = Vec::new();
        compound.open_stream(name).ok()?.read_to_end(&mut bytes).ok()?;
        Some(bytes)
    };
    let Some(package) = stream("/EncryptedPackage") else { return locked("it has no content") };
    let Some(info) = stream("/EncryptionInfo") else {
        return locked("protected by rights management; no password opens it");
    };
    let tried = std::iter::once((0, BUILT_IN))
        .chain((1..).zip(reading.options.passwords.iter().map(String::as_str)));
    for (number, password) in tried {
        let Some(plain) = decrypt(&info, &package, password) else { continue };
        let (kind, plain) = (Kind::of(&plain), Bytes::from(plain));
        let mut inner = Reading::new(&plain, reading.options, &mut *reading.host);
        let mut document = super::read(kind, &mut inner);
        reading.sliced += inner.sliced;
        if number > 0 {
            document.note(format!("opened with password {number} of the list"));
        }
        return document;
    }
    locked("opens only with a password")
}

fn hash(name: &str, parts: &[&[u8]]) -> Option<Vec<u8>> {
    fn go<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
        let mut digest = D::new();
        parts.iter().for_each(|part| digest.update(part));
        digest.finalize().to_vec()
    }
    match name {
        "SHA1" | "SHA-1" => Some(go::<sha1::Sha1>(parts)),
        "SHA256" | "SHA-256" => Some(go::<sha2::Sha256>(parts)),
        "SHA384" | "SHA-384" => Some(go::<sha2::Sha384>(parts)),
        "SHA512" | "SHA-512" => Some(go::<sha2::Sha512>(parts)),
        _ => None,
    }
}

fn chained(key: &[u8], start: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    fn go<C: KeyIvInit + BlockModeDecrypt>(
        key: &[u8],
        start: &[u8],
        bytes: &mut [u8],
    ) -> Option<()> {
        C::new_from_slices(key, start).ok()?.decrypt_padded::<NoPadding>(bytes).ok().map(drop)
    }
    let mut bytes = bytes.get(..bytes.len() / 16 * 16)?.to_vec();
    match key.len() {
        16 => go::<cbc::Decryptor<aes::Aes128>>(key, start, &mut bytes)?,
        24 => go::<cbc::Decryptor<aes::Aes192>>(key, start, &mut bytes)?,
        32 => go::<cbc::Decryptor<aes::Aes256>>(key, start, &mut bytes)?,
        _ => return None,
    }
    Some(bytes)
}

/// Blocks one by one: chained decryption with the chaining undone.
fn unchained(key: &[u8], bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = chained(key, &[0; 16], bytes)?;
    for (at, byte) in plain.iter_mut().enumerate().skip(16) {
        *byte ^= bytes.get(at - 16)?;
    }
    Some(plain)
}

fn fitted(mut bytes: Vec<u8>, length: usize) -> Vec<u8> {
    bytes.resize(length, 0x36);
    bytes
}

/// The plain package. None for a wrong password or a variant that is not known.
fn decrypt(info: &[u8], package: &[u8], password: &str) -> Option<Vec<u8>> {
    let password: Vec<u8> = password.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let size = usize::try_from(le(package, 0, 8)?).ok()?;
    let body = package.get(8..).filter(|body| size <= body.len())?;
    let mut plain = match info.get(..4)? {
        [4, 0, 4, 0] => agile(std::str::from_utf8(info.get(8..)?).ok()?, body, &password)?,
        [2..=4, 0, 2, 0] => standard(info, body, &password)?,
        _ => return None,
    };
    plain.truncate(size);
    Some(plain)
}

/// The value of an attribute of the first element of this local name.
fn attribute<'a>(xml: &'a str, element: &str, name: &str) -> Option<&'a str> {
    let (at, _) = xml.match_indices(element).find(|(at, _)| {
        let after = xml.get(at + element.len()..).unwrap_or_default();
        let before = xml.get(..*at).unwrap_or_default();
        after.starts_with(char::is_whitespace) && before.ends_with(['<', ':'])
    })?;
    let element = xml.get(at..)?.split('>').next()?;
    let mark = format!("{name}=\"");
    let (at, _) = element.match_indices(&mark).find(|(at, _)| {
        element.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace))
    })?;
    element.get(at + mark.len()..)?.split('"').next()
}

fn agile(xml: &str, body: &[u8], password: &[u8]) -> Option<Vec<u8>> {
    let key = |name| attribute(xml, "encryptedKey", name);
    let data = |name| attribute(xml, "keyData", name);
    let bytes = |text: &str| STANDARD.decode(text).ok();
    let size = |text: &str| text.parse::<usize>().ok();
    let (algorithm, salt) = (key("hashAlgorithm")?, bytes(key("saltValue")?)?);
    let (key_bytes, block) = (size(key("keyBits")?)? / 8, size(key("blockSize")?)?);
    let spins: u32 = key("spinCount")?.parse().ok().filter(|spins| *spins <= SPINS_MAX)?;
    let mut spun = hash(algorithm, &[&salt, password])?;
    for spin in 0..spins {
        spun = hash(algorithm, &[&spin.to_le_bytes(), &spun])?;
    }
    let open = |purpose: u64, value: &str| {
        let derived = fitted(hash(algorithm, &[&spun, &purpose.to_be_bytes()])?, key_bytes);
        chained(&derived, &fitted(salt.clone(), block), &bytes(value)?)
    };
    let input = open(0xfea7_d276_3b4b_9e79, key("encryptedVerifierHashInput")?)?;
    let value = open(0xd7aa_0f6d_3061_344e, key("encryptedVerifierHashValue")?)?;
    let (hash_size, salt_size) = (size(key("hashSize")?)?, size(key("saltSize")?)?);
    if hash(algorithm, &[input.get(..salt_size)?])?.get(..hash_size)? != value.get(..hash_size)? {
        return None;
    }
    let content_key = open(0x146e_0be7_abac_d0d6, key("encryptedKeyValue")?)?;
    let content_key = content_key.get(..key_bytes)?;
    let (algorithm, salt) = (data("hashAlgorithm")?, bytes(data("saltValue")?)?);
    let block = size(data("blockSize")?)?;
    let mut plain = Vec::with_capacity(body.len());
    for (number, segment) in (0_u32..).zip(body.chunks(SEGMENT_BYTES)) {
        let start = fitted(hash(algorithm, &[&salt, &number.to_le_bytes()])?, block);
        plain.extend(chained(content_key, &start, segment)?);
    }
    Some(plain)
}

fn standard(info: &[u8], body: &[u8], password: &[u8]) -> Option<Vec<u8>> {
    let head_size = usize::try_from(le(info, 8, 4)?).ok()?;
    let head = info.get(12..12_usize.checked_add(head_size)?)?;
    let verifier = info.get(12 + head_size..)?;
    let salt = verifier.get(4..20)?;
    let key_bytes = usize::try_from(le(head, 16, 4)?).ok()? / 8;
    let mut spun = hash("SHA1", &[salt, password])?;
    for spin in 0..50_000_u32 {
        spun = hash("SHA1", &[&spin.to_le_bytes(), &spun])?;
    }
    spun = hash("SHA1", &[&spun, &[0; 4]])?;
    let half = |pad: u8| {
        let mut block = [pad; 64];
        block.iter_mut().zip(&spun).for_each(|(byte, other)| *byte ^= other);
        hash("SHA1", &[&block])
    };
    let mut key = half(0x36)?;
    key.extend(half(0x5c)?);
    key.truncate(key_bytes);
    let expected = unchained(&key, verifier.get(40..72)?)?;
    let verified = hash("SHA1", &[&unchained(&key, verifier.get(20..36)?)?])?;
    (verified.get(..20)? == expected.get(..20)?).then(|| unchained(&key, body)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_by_element() {
        let xml = "<keyData saltSize=\"16\" hashAlgorithm=\"SHA512\"/><p:encryptedKey spinCount=\"1\" saltValue=\"AA==\"/>";
        assert_eq!(attribute(xml, "encryptedKey", "spinCount"), Some("1"));
        assert_eq!(attribute(xml, "keyData", "hashAlgorithm"), Some("SHA512"));
        assert_eq!(attribute(xml, "keyData", "spinCount"), None);
    }

    #[test]
    fn nonsense_is_no_password() {
        assert_eq!(decrypt(&[4, 0, 4, 0, 0, 0, 0, 0], &[0; 24], "x"), None);
        assert_eq!(decrypt(&[], &[], "x"), None);
    }
}
