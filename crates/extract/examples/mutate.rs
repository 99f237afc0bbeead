//! Feeds damaged copies of real files to the readers and tells which of them panic, hang or grow:
//! `cargo run --release -p candor-extract --example mutate --features mutate -- FOLDER SECONDS SEED OUT`.
//!
//! No coverage guides it; what it lacks in cleverness it has in variety of formats. Inputs that end
//! badly are written to OUT, to become goldens.

use candor_extract::{Host, Limits, Member, Options, Recognised, Slice};
use candor_facts::UnreadReason;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Larger files only make a round slower.
const SAMPLE_BYTES_MAX: u64 = 256 << 10;
const SLOW: Duration = Duration::from_secs(5);
/// Members are read too, so deep.
const DEPTH_MAX: usize = 2;

/// Reads members on, one level down.
struct Deep<'a> {
    options: &'a Options,
    depth: usize,
    crashed: bool,
}

impl Host for Deep<'_> {
    fn member(&mut self, member: Member) {
        if let Ok(content) = member.content
            && self.depth < DEPTH_MAX
        {
            let mut inner = Deep { options: self.options, depth: self.depth + 1, crashed: false };
            let document = candor_extract::read(&content.into(), self.options, &mut inner);
            self.crashed |= inner.crashed || document.reason == Some(UnreadReason::Crashed);
        }
    }

    fn stream(&mut self, _: Member, content: &mut dyn std::io::Read) {
        // What fails is a reason of the member; here only panics count.
        drop(std::io::copy(content, &mut std::io::sink()));
    }

    fn slice(&mut self, _: Slice) {}

    fn recognise(&mut self, pictures: &[&[u8]]) -> Vec<Recognised> {
        vec![Ok("5\t1\t1\t1\t1\t1\t1\t1\t9\t9\t90\tword".to_owned()); pictures.len()]
    }
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage = || std::io::Error::other("usage: mutate FOLDER SECONDS SEED OUT");
    let folder = PathBuf::from(arguments.next().ok_or_else(usage)?);
    let seconds: u64 = arguments.next().and_then(|text| text.parse().ok()).ok_or_else(usage)?;
    let mut random = Random(arguments.next().and_then(|text| text.parse().ok()).ok_or_else(usage)?);
    let out = PathBuf::from(arguments.next().ok_or_else(usage)?);
    std::fs::create_dir_all(&out)?;
    std::panic::set_hook(Box::new(|_| {}));
    let mut samples = Vec::new();
    collect(&folder, &mut samples)?;
    let options = Options {
        ocr: candor_extract::Ocr::Auto,
        passwords: vec!["x".into()],
        // Small, so that the samples are cut.
        limits: Limits { slice_bytes: 2 << 10, ..Limits::default() },
    };
    let (started, mut rounds, mut bad) = (Instant::now(), 0_u64, 0_u64);
    let mut log = std::io::stdout();
    while started.elapsed().as_secs() < seconds && !samples.is_empty() {
        let place = &samples[random.below(samples.len())];
        let bytes = damaged(std::fs::read(place)?, &mut random);
        // The last input lies on disk before it is read: an abort leaves it there.
        std::fs::write(out.join("last"), &bytes)?;
        let begun = Instant::now();
        let mut host = Deep { options: &options, depth: 0, crashed: false };
        let document = candor_extract::read(&bytes.clone().into(), &options, &mut host);
        let took = begun.elapsed();
        rounds += 1;
        if host.crashed || document.reason == Some(UnreadReason::Crashed) || took > SLOW {
            bad += 1;
            let name = format!("{bad:04}-{}", document.media_type);
            std::fs::write(out.join(&name), &bytes)?;
            writeln!(
                log,
                "{name}: {:?} after {took:?}, from {}",
                document.reason,
                place.display()
            )?;
        }
    }
    writeln!(log, "{rounds} rounds over {} samples in {seconds} s, {bad} bad", samples.len())
}

fn collect(folder: &Path, samples: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let about = entry.metadata()?;
        if about.is_dir() {
            collect(&entry.path(), samples)?;
        } else if about.len() <= SAMPLE_BYTES_MAX {
            samples.push(entry.path());
        }
    }
    samples.sort();
    Ok(())
}

/// Xorshift: enough for damage.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound.max(1) as u64).unwrap_or(0)
    }
}

/// Flips, cuts, repeats, overwrites with large numbers.
fn damaged(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    for _ in 0..=random.below(8) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        match random.below(6) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = [0, 0xff, 0x7f, 0x80, b'<', b'('][random.below(6)],
            2 => bytes.truncate(at.max(16)),
            3 => {
                let end = (at + 1 + random.below(64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let end = (at + 4).min(bytes.len());
                bytes[at..end].fill([0xff, 0x7f, 0][random.below(3)]);
            }
            _ => {
                let end = (at + 1 + random.below(32)).min(bytes.len());
                bytes.drain(at..end);
            }
        }
    }
    bytes
}
