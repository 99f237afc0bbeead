//! Where things lie in a case folder.

use std::path::{Path, PathBuf};

/// The fixed places of a case.
#[derive(Clone, Debug)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    pub fn settings(&self) -> PathBuf {
        self.root.join("case.toml")
    }

    pub fn evidence(&self) -> PathBuf {
        self.root.join("evidence")
    }

    pub fn tables(&self) -> PathBuf {
        self.root.join("tables")
    }

    pub fn table(&self, name: &str) -> PathBuf {
        self.tables().join(name)
    }

    pub fn ledger(&self) -> PathBuf {
        self.root.join("ledger.db")
    }

    pub fn lock(&self) -> PathBuf {
        self.root.join(".lock")
    }

    pub fn spill(&self) -> PathBuf {
        self.root.join(".spill")
    }

    pub fn out(&self) -> PathBuf {
        self.root.join("out")
    }
}
