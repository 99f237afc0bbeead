//! Sealed blobs, addressed by SHA-256. A blob is written once, made read-only and never opened
//! for writing again; sealing the same content twice changes nothing.

use crate::{CaseError, Result};
use sha2::Digest as _;
use std::ffi::CString;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The two hashes and the size of one content. SHA-256 is what courts expect, BLAKE3 checks it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    pub sha256: String,
    pub blake3: String,
    pub size: u64,
}

/// The blob store of a case.
#[derive(Clone, Debug)]
pub struct Evidence {
    root: PathBuf,
}

/// A file for the time of its use.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn place(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What stays behind is removed by the next writer.
        drop(fs::remove_file(&self.0));
    }
}

const COPY_BUFFER_BYTES: usize = 1 << 17;

/// Several threads seal at once; each writes a scratch file of its own.
static SCRATCH_NUMBER: AtomicU64 = AtomicU64::new(0);

impl Evidence {
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Where the blob of this hash lies, whether it exists or not.
    pub fn path(&self, sha256: &str) -> PathBuf {
        let shelf = sha256.get(..2).unwrap_or("xx");
        self.root.join(shelf).join(sha256)
    }

    /// Copies everything from `from` into the store and returns its digest.
    pub fn seal(&self, from: &mut impl Read) -> Result<Digest> {
        fs::create_dir_all(&self.root).map_err(|e| CaseError::io("create", &self.root, &e))?;
        let scratch = self.scratch();
        let digest = (|| {
            let mut to = File::create(&scratch)?;
            let digest = copy_hashing(from, &mut to)?;
            Ok(digest)
        })()
        .map_err(|e: std::io::Error| CaseError::io("seal into", &scratch, &e));
        let digest = match digest {
            Ok(digest) => digest,
            Err(error) => {
                drop(fs::remove_file(&scratch));
                return Err(error);
            }
        };
        self.settle(&scratch, &digest.sha256)?;
        Ok(digest)
    }

    /// Puts files one behind the other into a scratch file that goes when it is dropped; returns what each
    /// of them was.
    pub fn joined(&self, places: &[&Path]) -> Result<(Scratch, Vec<Digest>)> {
        fs::create_dir_all(&self.root).map_err(|e| CaseError::io("create", &self.root, &e))?;
        let scratch = Scratch(self.scratch());
        let failed = |e| CaseError::io("put volumes together in", &scratch.0, &e);
        let mut to = File::create(&scratch.0).map_err(failed)?;
        let one = |place: &&Path| copy_hashing(&mut File::open(place)?, &mut to);
        let digests: std::io::Result<Vec<Digest>> = places.iter().map(one).collect();
        let digests = digests.map_err(failed)?;
        Ok((scratch, digests))
    }

    /// Bytes that the members of one container may take: a part of what is free, so that containers in containers
    /// never fill the disk.
    pub fn room(&self) -> u64 {
        const PARTS: u64 = 4;
        let Ok(place) = CString::new(self.root.as_os_str().as_bytes()) else { return 0 };
        let mut about = std::mem::MaybeUninit::<libc::statvfs>::uninit();
        // SAFETY: the path ends in a zero byte, and the struct lives across the call that fills it.
        if unsafe { libc::statvfs(place.as_ptr(), about.as_mut_ptr()) } != 0 {
            // Nothing is sealed yet, or the disk is gone; writing will tell.
            return u64::MAX;
        }
        // SAFETY: the call succeeded, so the struct is filled.
        let about = unsafe { about.assume_init() };
        about.f_bavail.saturating_mul(about.f_frsize) / PARTS
    }

    /// A name that nobody else uses; the next writer removes what a killed one leaves.
    fn scratch(&self) -> PathBuf {
        let number = SCRATCH_NUMBER.fetch_add(1, Ordering::Relaxed);
        self.root.join(format!(".incoming-{}-{number}", std::process::id()))
    }

    fn settle(&self, scratch: &Path, sha256: &str) -> Result<()> {
        let target = self.path(sha256);
        // A blob of that name is replaced by the same content: a rename is atomic, and it heals a
        // blob that a power cut left torn.
        let outcome = fs::create_dir_all(target.parent().unwrap_or(&self.root))
            .and_then(|()| fs::set_permissions(scratch, fs::Permissions::from_mode(0o444)))
            .and_then(|()| fs::rename(scratch, &target));
        outcome.map_err(|e| CaseError::io("seal", &target, &e))
    }

    /// Reads a whole blob.
    pub fn read(&self, sha256: &str) -> Result<Vec<u8>> {
        let path = self.path(sha256);
        fs::read(&path).map_err(|e| CaseError::io("read", &path, &e))
    }

    /// Flushes all blobs to the disk, so that the ledger never names one that a power cut lost.
    pub fn flush(&self) -> Result<()> {
        flush_file_system(&self.root)
    }
}

/// Writes everything that waits in memory for the file system of `place` to the disk. One call
/// costs less than one flush for each of many small files.
pub fn flush_file_system(place: &Path) -> Result<()> {
    let Ok(folder) = File::open(place) else { return Ok(()) };
    // SAFETY: syncfs takes any open descriptor and has no other precondition.
    if unsafe { libc::syncfs(folder.as_raw_fd()) } == 0 {
        return Ok(());
    }
    Err(CaseError::io("flush", place, &std::io::Error::last_os_error()))
}

/// Hashes a stream without keeping it.
pub fn hash_stream(from: &mut impl Read) -> std::io::Result<Digest> {
    copy_hashing(from, &mut std::io::sink())
}

fn copy_hashing(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<Digest> {
    let (mut sha, mut blake) = (sha2::Sha256::new(), blake3::Hasher::new());
    let mut buffer = vec![0_u8; COPY_BUFFER_BYTES];
    let mut size = 0_u64;
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        let chunk = &buffer[..count];
        sha.update(chunk);
        blake.update(chunk);
        to.write_all(chunk)?;
        size += count as u64;
    }
    Ok(Digest { sha256: hex(&sha.finalize()), blake3: blake.finalize().to_hex().to_string(), size })
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 of a text, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&sha2::Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealing_twice_keeps_one_read_only_blob() {
        let dir = tempfile::tempdir().unwrap();
        let store = Evidence::new(dir.path());
        let first = store.seal(&mut &b"abc"[..]).unwrap();
        let second = store.seal(&mut &b"abc"[..]).unwrap();
        assert_eq!(first, second);
        // FIPS 180-4, appendix B.1
        assert_eq!(
            first.sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let mode = fs::metadata(store.path(&first.sha256)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o444);
        assert_eq!(store.read(&first.sha256).unwrap(), b"abc");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "no scratch file stays behind");
    }
}
