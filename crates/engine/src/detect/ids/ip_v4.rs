//! IPv4 addresses of hosts (RFC 791; the special ranges of RFC 6890 are left out or weak). A number
//! of a version or a section has the same form, so the word before must allow an address.

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;
use std::net::Ipv4Addr;

pub const DETECTOR: Detector = Detector {
    name: "ip_v4",
    field: Field::IpAddress,
    scheme: None,
    pattern: r#"(?:(?m:^)[ \t]*|[^\x00-\x7Fン][ :]{0,2}|[\[("',;|<>@] ?|//|[0-9)\]"] |(?i:(?-u:\b)(?:ip|ipv4|ips|addr|address|from|host|hostname|client|server|src|dst|source|destination|remote|local|gateway|peer|by|via|to|at|login|ping|ssh|dns|chi|ip_address|remote_addr|client_ip)"?[ :=]{1,3}"?))([0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]{1,2})?)"#,
    check,
    context: &[
        "ip address",
        "ipアドレス",
        "ip:",
        "địa chỉ ip",
        "接続元",
        "アクセス元",
        "remote",
        "client",
    ],
    context_required: false,
    positives: &[
        ("接続元：203.0.113.57", "203.0.113.57"),
        ("アクセス元 ＩＰアドレス ２０３．０．１１３．５７", "203.0.113.57"),
        ("Failed password for root from 198.51.100.7 port 22", "198.51.100.7"),
        ("Địa chỉ IP: 192.168.10.25", "192.168.10.25"),
        ("10:15:01 203.0.113.9 GET /index.html", "203.0.113.9"),
    ],
    near_misses: &[
        "version 1.2.3.4",
        "Version: 98.3.120.4",
        "v98.3.120.4",
        "Chrome 98.0.120.4",
        "phiên bản 98.3.120.4",
        "バージョン 98.3.120.4",
        "3.2.1.4 適用範囲",
        "by Party A; 10.1.1.2 Party B",
        "bind 0.0.0.0",
        "host 127.0.0.1",
        "mask: 255.255.255.0",
        "from 203.0.113.0/24",
        "from 203.0.113.256",
        "from 203.0.113.57.1",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let address: Ipv4Addr = text.trim().parse().ok()?;
    let [first, _, _, last] = address.octets();
    let special = first == 0 || first >= 224 || address.is_loopback() || last == 255;
    let like_a_section = address.octets().iter().all(|octet| *octet < 32);
    let local = address.is_private() || address.is_link_local();
    let confidence = if local { 0.4 } else { 0.7 };
    (!special && !like_a_section).then(|| passed(address.to_string(), confidence, "address range"))
}
