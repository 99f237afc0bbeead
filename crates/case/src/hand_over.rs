//! The hand-over package: ledger, tables, reports and their provenance in one folder that an assessor
//! verifies with public tools. The layout is BagIt (RFC 8493), the provenance W3C PROV as JSON-LD.

use crate::evidence::{hash_stream, sha256_hex};
use crate::ledger::{Operation, OperationKind};
use crate::{Case, CaseError, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// What a package holds.
#[derive(Clone, Debug)]
pub struct HandOver {
    pub files: u64,
    pub bytes: u64,
    /// SHA-256 of `tagmanifest-sha256.txt`, which seals everything else.
    pub seal: String,
    /// Number of the operation that recorded it.
    pub operation: i64,
}

const GUIDE: &str = "# How to verify this package

Everything below needs only a shell with coreutils, jq and openssl.

1. Nothing was changed since sealing. In this folder's parent:
   `sha256sum -c manifest-sha256.txt && sha256sum -c tagmanifest-sha256.txt`
   The seal, the SHA-256 of tagmanifest-sha256.txt, stands in the ledger of the case.
2. The ledger is one unbroken chain. Each line of `ledger/chain.txt` is a hash and the text it is of;
   the last entry of the text is the hash of the line before:
   `before=; while IFS= read -r line; do hash=${line%%  *}; text=${line#*  }; \\
   [ \"$(printf %s \"$text\" | sha256sum | cut -d' ' -f1)\" = \"$hash\" ] && \\
   [ \"$(printf %s \"$text\" | jq -r '.[9]')\" = \"$before\" ] || echo \"broken: $hash\"; \\
   before=$hash; done < ledger/chain.txt`
   An array holds: number, time (UTC), actor, tool, kind, stage key, detail, sealed segments, retired
   segments, hash before.
3. The tables are those that the ledger names: the file name of each Parquet segment begins its
   SHA-256, and `ledger/chain.txt` holds the whole hash. Any program that reads Parquet opens them.
4. Time-stamps: for each `stamps/<n>.tsr`, with the certificates of its authority:
   `openssl ts -verify -in stamps/<n>.tsr -digest $(cat stamps/<n>.sha256) -CAfile authority.pem`
5. `provenance.jsonld` says who did what with what, as W3C PROV.
";

/// One package being written.
struct Bag<'a> {
    root: &'a Path,
    /// Hash and size by path below the root.
    files: BTreeMap<String, (String, u64)>,
}

impl Bag<'_> {
    fn place(&self, path: &str) -> Result<PathBuf> {
        let to = self.root.join(path);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(|e| CaseError::io("create", folder, &e))?;
        }
        Ok(to)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let to = self.place(path)?;
        fs::write(&to, bytes).map_err(|e| CaseError::io("write", &to, &e))?;
        self.files.insert(path.to_owned(), (sha256_hex(bytes), bytes.len() as u64));
        Ok(())
    }

    /// Copies a file, which must have the hash that the ledger names, where it names one.
    fn copy(&mut self, from: &Path, path: &str, wanted: Option<&str>) -> Result<()> {
        let to = self.place(path)?;
        fs::copy(from, &to).map_err(|e| CaseError::io("copy", from, &e))?;
        let digest = File::open(&to)
            .and_then(|mut file| hash_stream(&mut file))
            .map_err(|e| CaseError::io("read", &to, &e))?;
        if wanted.is_some_and(|wanted| wanted != digest.sha256) {
            return Err(CaseError::Ledger {
                reason: format!(
                    "{} is not what was sealed; nothing was handed over",
                    from.display()
                ),
            });
        }
        self.files.insert(path.to_owned(), (digest.sha256, digest.size));
        Ok(())
    }

    fn copy_folder(&mut self, from: &Path, path: &str) -> Result<()> {
        if !from.exists() {
            return Ok(());
        }
        let failed = |e: std::io::Error| CaseError::io("read", from, &e);
        let entries = fs::read_dir(from).map_err(failed)?;
        let mut entries = entries.collect::<std::io::Result<Vec<_>>>().map_err(failed)?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = format!("{path}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                self.copy_folder(&entry.path(), &name)?;
            } else {
                self.copy(&entry.path(), &name, None)?;
            }
        }
        Ok(())
    }

    /// Lines of hash and path, of payload files or of the others.
    fn manifest(&self, payload: bool) -> String {
        let files = self.files.iter().filter(|(path, _)| path.starts_with("data/") == payload);
        files.map(|(path, (hash, _))| format!("{hash}  {}\n", encoded(path))).collect()
    }
}

/// Line ends and percent signs may not stand in a manifest (RFC 8493, 2.1.3).
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

impl Case {
    /// Writes the package and records its seal.
    pub async fn hand_over(&mut self, out: &Path, with_evidence: bool) -> Result<HandOver> {
        if out.exists() {
            return Err(CaseError::AlreadyThere { path: out.to_path_buf() });
        }
        let inside = std::path::absolute(out)
            .and_then(|out| Ok(out.starts_with(std::path::absolute(self.layout.root())?)));
        if inside.map_err(|e| CaseError::io("find", out, &e))? {
            let reason =
                "the package must lie outside the case folder; name another --out".to_owned();
            return Err(CaseError::Query { reason });
        }
        let operations = self.operations().await?;
        let mut bag = Bag { root: out, files: BTreeMap::new() };
        self.payload(&mut bag, &operations, with_evidence).await?;
        let payload = || bag.files.values();
        let (files, bytes) = (payload().count() as u64, payload().map(|(_, size)| size).sum());
        let now = jiff::Timestamp::now();
        let tool = concat!("candor ", env!("CARGO_PKG_VERSION"));
        let head = operations.last().map_or("", |op| op.hash.as_str());
        let info = format!(
            "Bag-Software-Agent: {tool}\nBagging-Date: {}\nExternal-Description: {}\nCandor-Ledger-Head: {head}\nPayload-Oxum: {bytes}.{files}\n",
            now.to_zoned(jiff::tz::TimeZone::UTC).date(),
            self.settings.case.title.replace(['\n', '\r'], " "),
        );
        let manifest = bag.manifest(true);
        bag.write("bagit.txt", b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")?;
        bag.write("bag-info.txt", info.as_bytes())?;
        bag.write("manifest-sha256.txt", manifest.as_bytes())?;
        let tags = bag.manifest(false);
        let seal = sha256_hex(tags.as_bytes());
        bag.write("tagmanifest-sha256.txt", tags.as_bytes())?;
        let detail =
            json!({ "seal": seal, "files": files, "bytes": bytes, "evidence": with_evidence });
        let nothing = self.sink();
        let operation =
            self.append(OperationKind::HandOver, String::new(), detail, nothing, &[]).await?.seq;
        Ok(HandOver { files, bytes, seal, operation })
    }

    async fn payload(
        &mut self,
        bag: &mut Bag<'_>,
        operations: &[Operation],
        with_evidence: bool,
    ) -> Result<()> {
        bag.write("data/VERIFY.md", GUIDE.as_bytes())?;
        bag.copy(&self.layout.settings(), "data/case.toml", None)?;
        let lines = |line: &dyn Fn(&Operation) -> String| -> String {
            operations.iter().map(|op| format!("{}\n", line(op))).collect()
        };
        let chain = lines(&|op| format!("{}  {}", op.hash, op.hashed_text()));
        bag.write("data/ledger/chain.txt", chain.as_bytes())?;
        let readable = lines(&|op| json!(op).to_string());
        bag.write("data/ledger/operations.jsonl", readable.as_bytes())?;
        for operation in operations {
            let Some(answer) = operation.stamp_answer() else { continue };
            let hash = operation.detail.get("hash").and_then(Value::as_str).unwrap_or_default();
            bag.write(&format!("data/stamps/{}.tsr", operation.seq), &answer)?;
            bag.write(&format!("data/stamps/{}.sha256", operation.seq), hash.as_bytes())?;
        }
        let provenance = serde_json::to_vec_pretty(&provenance(operations))
            .map_err(|e| CaseError::Ledger { reason: e.to_string() })?;
        bag.write("data/provenance.jsonld", &provenance)?;
        for segment in self.segments().await? {
            let path = format!("data/tables/{}/{}", segment.table, segment.file);
            bag.copy(&segment.path(&self.layout), &path, Some(&segment.sha256))?;
        }
        bag.copy_folder(&self.layout.out().join("reports"), "data/reports")?;
        if with_evidence {
            self.evidence_into(bag).await?;
        }
        Ok(())
    }
}

impl Case {
    /// Every piece of evidence under its hash, also what was left where it lay.
    async fn evidence_into(&mut self, bag: &mut Bag<'_>) -> Result<()> {
        let places: BTreeMap<String, PathBuf> = self.evidence_places().await?.into_keys().collect();
        for (sha256, place) in places {
            bag.copy(&place, &format!("data/evidence/{sha256}"), Some(&sha256))?;
        }
        Ok(())
    }
}

/// The tables that a stage reads.
fn reads(kind: &str) -> &'static [&'static str] {
    match kind {
        "scan" | "expand" => &["items", "members"],
        "attribute" => &["items", "documents"],
        "resolve" => &["records", "items", "documents", "attributions"],
        "expose" => &[
            "items",
            "attributions",
            "documents",
            "records",
            "person_records",
            "exposed",
            "persons",
        ],
        "claim" | "disclose" | "report" => {
            &["items", "documents", "persons", "exposure", "waves", "claims"]
        }
        _ => &[],
    }
}

/// A name as part of an identifier: what a URN may not hold is written in hexadecimal.
fn escaped(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// The operations as W3C PROV: activities that use and make entities, associated with agents.
fn provenance(operations: &[Operation]) -> Value {
    let id = |kind: &str, name: &str| json!({ "@id": format!("candor:{kind}/{}", escaped(name)) });
    let mut graph = Vec::new();
    let mut agents: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut in_force: BTreeMap<&str, &str> = BTreeMap::new();
    for operation in operations {
        agents.insert((&operation.actor, "prov:Agent"));
        agents.insert((&operation.tool, "prov:SoftwareAgent"));
        let number = operation.seq.to_string();
        let read = reads(&operation.kind);
        let mut used: Vec<Value> = in_force
            .iter()
            .filter(|(_, table)| read.contains(*table))
            .map(|(file, _)| id("segment", file))
            .collect();
        let collection = operation.collection();
        used.extend(collection.iter().map(|collection| id("collection", &collection.name)));
        let informed =
            (operation.seq > 1).then(|| id("operation", &(operation.seq - 1).to_string()));
        graph.push(json!({
            "@id": format!("candor:operation/{number}"),
            "@type": ["prov:Activity", format!("candor:{}", operation.kind)],
            "rdfs:label": operation.kind,
            "prov:endedAtTime": { "@type": "xsd:dateTime", "@value": operation.at },
            "prov:wasAssociatedWith": [id("agent", &operation.actor), id("agent", &operation.tool)],
            "prov:wasInformedBy": informed,
            "prov:used": used,
            "prov:invalidated": operation.retired.iter().map(|file| id("segment", file)).collect::<Vec<_>>(),
            "candor:hash": operation.hash,
        }));
        for file in &operation.retired {
            in_force.remove(file.as_str());
        }
        for segment in &operation.sealed {
            in_force.insert(&segment.file, &segment.table);
            graph.push(json!({
                "@id": format!("candor:segment/{}", escaped(&segment.file)),
                "@type": "prov:Entity",
                "rdfs:label": segment.table,
                "prov:wasGeneratedBy": id("operation", &number),
                "candor:sha256": segment.sha256,
                "candor:rows": segment.rows,
            }));
        }
        graph.extend(collection.map(|collection| {
            json!({
                "@id": format!("candor:collection/{}", escaped(&collection.name)),
                "@type": ["prov:Entity", "prov:Collection"],
                "rdfs:label": collection.name,
                "prov:generatedAtTime": { "@type": "xsd:dateTime", "@value": collection.received },
                "prov:atLocation": collection.origin,
                "candor:source": collection.source.as_str(),
                "candor:receiver": collection.receiver,
            })
        }));
    }
    graph.extend(agents.into_iter().map(|(name, kind)| {
        json!({ "@id": format!("candor:agent/{}", escaped(name)), "@type": kind, "rdfs:label": name })
    }));
    json!({
        "@context": {
            "prov": "http://www.w3.org/ns/prov#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "candor": "urn:candor:",
        },
        "@graph": graph,
    })
}
