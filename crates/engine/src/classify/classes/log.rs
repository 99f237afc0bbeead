//! Logs of machines.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Log,
    titles: &[],
    words: &[
        "[info]",
        "[warn]",
        "[error]",
        "debug",
        "get /",
        "http/1.1",
        "error:",
        "warning:",
        "connection from",
        "login failed",
    ],
    names: &["log", "access", "syslog"],
    cases: &["2024-01-01 00:00:00 [INFO] start\n[ERROR] connection from\n[WARN] GET / HTTP/1.1"],
};
