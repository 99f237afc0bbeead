//! Addresses of services that carry a password (RFC 3986, section 3.2.1: `user:password@host`).

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "connection_string",
    field: Field::Credential,
    scheme: None,
    pattern: r"(?i)(?-u:\b)([a-z][a-z0-9+]{1,15}://[a-z0-9._%+\-]*:[!#-&(-.0-;=?A-~]+@[a-z0-9][a-z0-9.\-]*(?::[0-9]{2,5})?)",
    check,
    context: &["url", "uri", "dsn", "database", "connection"],
    context_required: false,
    positives: &[
        (
            "DATABASE_URL=postgres://app:S3cr3t-77@db01:5432/hr",
            "postgres://app:S3cr3t-77@db01:5432",
        ),
        ("接続先：ｒｅｄｉｓ://:q9Zk22@cache01", "redis://:q9Zk22@cache01"),
        ("amqp://svc:Rabbit%21@mq01/", "amqp://svc:Rabbit%21@mq01"),
    ],
    near_misses: &[
        "postgres://user:password@localhost/db",
        "https://example.com:8080/path",
        "postgres://app:${DB_PASS}@db01",
        "mysql://root:****@db01",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let (_, rest) = text.split_once("://")?;
    let (account, host) = rest.rsplit_once('@')?;
    let (_, secret) = account.split_once(':')?;
    let lower = secret.to_ascii_lowercase();
    let placeholder = matches!(lower.as_str(), "password" | "pass" | "passwd" | "pwd" | "secret")
        || lower.contains("xxx")
        || secret.starts_with(['$', '{', '[', '%'])
        || secret.bytes().all(|b| matches!(b, b'*' | b'.' | b'x' | b'X'));
    let valid = !placeholder && !host.is_empty() && !secret.is_empty();
    valid.then(|| passed(text.to_owned(), 0.9, "no placeholder"))
}
