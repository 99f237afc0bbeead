//! Verification: re-hash the evidence and the segments, walk the chain, name the first break.

use crate::evidence::hash_stream;
use crate::ledger::Operation;
use crate::tables::ItemRow;
use crate::{Case, Result};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

/// Hash and place of each piece of evidence, with its BLAKE3 and a path that names it.
pub(crate) type EvidencePlaces = BTreeMap<(String, PathBuf), (Option<String>, String)>;

/// Something that is not as the ledger says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// `ledger`, `segment` or `evidence`.
    pub kind: &'static str,
    pub place: String,
    pub reason: String,
}

/// What was checked and what was found.
#[derive(Clone, Debug, Default)]
pub struct Verification {
    pub operations: u64,
    pub segments: u64,
    pub blobs: u64,
    pub bytes: u64,
    pub breaks: Vec<Break>,
    /// Operations whose clock ran backwards: number, the time before, their time.
    pub backward: Vec<(i64, String, String)>,
}

impl Case {
    /// Operations dated before the one that they follow: number, the time before, their time.
    pub async fn backward_steps(&mut self) -> Result<Vec<(i64, String, String)>> {
        let operations = self.operations().await?;
        let time = |operation: &Operation| operation.at.parse::<jiff::Timestamp>().ok();
        let steps = operations.iter().zip(operations.iter().skip(1));
        Ok(steps
            .filter(|(before, after)| time(after) < time(before))
            .map(|(before, after)| (after.seq, before.at.clone(), after.at.clone()))
            .collect())
    }

    /// Checks chain, segments and evidence. Reads every byte of the evidence.
    pub async fn verify(&mut self, advance: &dyn Fn(u64)) -> Result<Verification> {
        let mut found = Verification::default();
        self.verify_chain(&mut found).await?;
        found.backward = self.backward_steps().await?;
        if !self.segments_match_operations().await? {
            let reason = "not what the operations sealed".to_owned();
            found.broken("ledger", "list of segments".to_owned(), reason);
        }
        self.verify_segments(&mut found).await?;
        if found.breaks.iter().all(|b| b.kind != "segment") {
            // What stops the walk is a finding like the others; those before must not be lost.
            if let Err(error) = self.verify_evidence(&mut found, advance).await {
                let reason = error.to_string();
                let reason = reason.lines().next().unwrap_or_default().to_owned();
                found.broken("evidence", "the list of items".to_owned(), reason);
            }
        }
        Ok(found)
    }

    async fn verify_chain(&mut self, found: &mut Verification) -> Result<()> {
        let mut previous = String::new();
        let operations = self.operations().await?;
        for operation in &operations {
            if let Some(fault) = operation.stamp_fault(&operations) {
                found.broken("ledger", format!("operation {}", operation.seq), fault);
            }
        }
        for (operation, expected) in operations.into_iter().zip(1_i64..) {
            let reason = if operation.seq != expected {
                "an operation is missing before it"
            } else if operation.previous != previous {
                "it does not follow the operation before it"
            } else if operation.hash != operation.expected_hash() {
                "it was changed after it was written"
            } else {
                found.operations += 1;
                previous = operation.hash;
                continue;
            };
            found.broken("ledger", format!("operation {}", operation.seq), reason.to_owned());
            break;
        }
        Ok(())
    }

    async fn verify_segments(&mut self, found: &mut Verification) -> Result<()> {
        for segment in self.segments().await? {
            let path = segment.path(&self.layout);
            let place = format!("tables/{}/{}", segment.table, segment.file);
            match File::open(&path).and_then(|mut file| hash_stream(&mut file)) {
                Ok(digest) if digest.sha256 == segment.sha256 => found.segments += 1,
                Ok(_) => found.broken("segment", place, "its content changed".to_owned()),
                Err(error) => found.broken("segment", place, error.to_string()),
            }
        }
        Ok(())
    }

    /// Where each piece of evidence lies: hash and place, with its BLAKE3 and the first path that names
    /// it.
    pub(crate) async fn evidence_places(&mut self) -> Result<EvidencePlaces> {
        let mut places = EvidencePlaces::new();
        let evidence = self.evidence();
        self.query()
            .await?
            .rows::<ItemRow>("SELECT * FROM items WHERE sha256 IS NOT NULL", |rows| {
                for row in rows {
                    let Some(sha256) = row.sha256 else { continue };
                    let place = row.place.map_or_else(|| evidence.path(&sha256), PathBuf::from);
                    places.entry((sha256, place)).or_insert((row.blake3, row.path));
                }
                Ok(())
            })
            .await?;
        Ok(places)
    }

    async fn verify_evidence(
        &mut self,
        found: &mut Verification,
        advance: &dyn Fn(u64),
    ) -> Result<()> {
        let places = self.evidence_places().await?;
        for ((sha256, place), (blake3, path)) in places {
            match File::open(&place).and_then(|mut file| hash_stream(&mut file)) {
                Ok(digest)
                    if digest.sha256 == sha256
                        && blake3.is_none_or(|expected| expected == digest.blake3) =>
                {
                    found.blobs += 1;
                    found.bytes += digest.size;
                }
                Ok(_) => found.broken("evidence", path, format!("{} was changed", place.display())),
                Err(error) => {
                    found.broken("evidence", path, format!("{}: {error}", place.display()));
                }
            }
            advance(1);
        }
        Ok(())
    }
}

impl Verification {
    fn broken(&mut self, kind: &'static str, place: String, reason: String) {
        self.breaks.push(Break { kind, place, reason });
    }
}

#[cfg(test)]
mod tests {
    use crate::ledger::{Ledger, OperationKind, Place};
    use crate::{Case, SegmentSink};

    #[tokio::test]
    async fn a_clock_that_runs_backwards_is_named_and_the_chain_stays_whole() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("case");
        let mut case = Case::init(&root, None).await.unwrap();
        let (kind, nothing) = (OperationKind::Tell, SegmentSink::default());
        case.append(kind, String::new(), serde_json::json!({}), nothing, &[]).await.unwrap();
        assert!(case.backward_steps().await.unwrap().is_empty());
        drop(case);
        // The first operation as a machine with a fast clock would have written it.
        let place = Place::File(root.join("ledger.db"));
        Ledger::open(&place, true).await.unwrap().redate_first("2999-01-01T00:00:00Z").await;
        let mut case = Case::open(&root).await.unwrap();
        let found = case.verify(&|_| ()).await.unwrap();
        assert_eq!(found.breaks, []);
        assert_eq!(found.backward.len(), 1);
        assert_eq!(
            (found.backward[0].0, found.backward[0].1.as_str()),
            (2, "2999-01-01T00:00:00Z")
        );
    }
}
