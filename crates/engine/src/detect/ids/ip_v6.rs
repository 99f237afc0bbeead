//! IPv6 addresses of hosts (RFC 4291; canonical text after RFC 5952), from the global unicast,
//! unique local and link-local ranges, or written in eight long groups.

use super::sums::passed;
use crate::detect::{Checked, Detector};
use candor_facts::Field;
use std::net::Ipv6Addr;

pub const DETECTOR: Detector = Detector {
    name: "ip_v6",
    field: Field::IpAddress,
    scheme: None,
    pattern: r"(?:^|[^0-9A-Za-z:.]|[^0-9A-Fa-f:.]:)((?:[23][0-9A-Fa-f]{3}|[Ff][CcDdEe][0-9A-Fa-f]{2})(?::{1,2}[0-9A-Fa-f]{1,4}){1,7}(?:::)?|(?:[0-9A-Fa-f]{3,4}:){7}[0-9A-Fa-f]{3,4})",
    check,
    context: &["ipv6", "ip address", "ipアドレス", "接続元"],
    context_required: false,
    positives: &[
        ("client 2001:db8::ff00:42:8329 connected", "2001:db8::ff00:42:8329"),
        ("接続元：２００１:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("[2001:db8:85a3::8a2e:370:7334]:443", "2001:db8:85a3::8a2e:370:7334"),
        ("fe80::1ff:fe23:4567:890a", "fe80::1ff:fe23:4567:890a"),
        ("4f8a:c99e:dc86:faf9:5988:5f63:375e:8a2a", "4f8a:c99e:dc86:faf9:5988:5f63:375e:8a2a"),
    ],
    near_misses: &["10:15:20", "00:11:22:33:44:55:66:77", "std::fmt::Display", "2024:10:15", "::1"],
};

fn check(text: &str) -> Option<Checked> {
    let address: Ipv6Addr = text.trim().parse().ok()?;
    let first = address.segments().first().copied()?;
    let confidence = match first {
        0x2000..=0x3FFF => 0.8,
        0xFC00..=0xFDFF | 0xFE80..=0xFEBF => 0.4,
        0x0100..=0xFEFF if spelt_out(text) => 0.5,
        _ => return None,
    };
    Some(passed(address.to_string(), confidence, "address range"))
}

/// Eight long groups are an address even outside the ranges in use.
fn spelt_out(text: &str) -> bool {
    let groups: Vec<&str> = text.trim().split(':').collect();
    groups.len() == 8 && groups.iter().all(|group| group.len() >= 3)
}
