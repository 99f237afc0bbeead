//! Access keys whose prefix names their issuer: AWS, GitHub, GitLab, Slack, Stripe, Google (the
//! issuers' pages on key formats).

use super::sums::{passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

pub const DETECTOR: Detector = Detector {
    name: "api_token",
    field: Field::Credential,
    scheme: None,
    pattern: r"(?-u:\b)((?:AKIA|ASIA)[A-Z2-7]{16}|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{82}|glpat-[A-Za-z0-9_\-]{20}|xox[abeoprs]-[0-9A-Za-z\-]{10,}|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|AIza[A-Za-z0-9_\-]{35}|GOCSPX-[A-Za-z0-9_\-]{28})(?-u:\b)",
    check,
    context: &["key", "token", "secret", "aws", "github", "slack", "stripe", "google"],
    context_required: false,
    positives: &[
        (
            concat!("aws_access_key_id = AKIA", "IOSFODNN7EXAMPLE"),
            concat!("AKIA", "IOSFODNN7EXAMPLE"),
        ),
        (
            concat!("token: ghp_", "0123456789abcdefghijABCDEFGHIJ012345"),
            concat!("ghp_", "0123456789abcdefghijABCDEFGHIJ012345"),
        ),
        (
            concat!("Ａ鍵 AIza", "SyExampleExampleExampleExample01234"),
            concat!("AIza", "SyExampleExampleExampleExample01234"),
        ),
        (
            concat!("SLACK=xoxb-", "123456789012-exampleEXAMPLE"),
            concat!("xoxb-", "123456789012-exampleEXAMPLE"),
        ),
        (
            concat!("STRIPE_KEY=sk_live_", "exampleEXAMPLE0123456789"),
            concat!("sk_live_", "exampleEXAMPLE0123456789"),
        ),
    ],
    near_misses: &[
        "AKIASHORT",
        "ghp_tooshort",
        "pk_live_0123456789abcdefghij",
        "AKIAAAAAAAAAAAAAAAAAA1",
        "xoxb-",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let body = text.get(8..)?;
    let confidence = if text.contains("_test_") { 0.5 } else { 0.95 };
    varied(body).then(|| passed(text.to_owned(), confidence, "issuer prefix and length"))
}
