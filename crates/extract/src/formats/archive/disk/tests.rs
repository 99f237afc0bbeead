//! Images that `scripts/disks.sh` makes with the tools of their makers.

use crate::testing::Kept;
use crate::{Kind, Options};
use candor_facts::{Document, ReadState, UnreadReason};
use std::io::Read;

fn image(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/disks/{name}.xz", env!("CARGO_MANIFEST_DIR"));
    let packed = std::fs::read(path).unwrap();
    let mut image = Vec::new();
    lzma_rust2::XzReader::new(&packed[..], true).read_to_end(&mut image).unwrap();
    image
}

fn read(image: &[u8]) -> (Document, Kept) {
    let mut host = Kept::default();
    let document = crate::testing::read(image, &Options::default(), &mut host);
    (document, host)
}

fn text<'a>(host: &'a Kept, name: &str) -> &'a str {
    let member = host.members.iter().find(|member| member.name == name);
    let member = member.unwrap_or_else(|| panic!("{name} is among the members"));
    std::str::from_utf8(member.content.as_deref().unwrap()).unwrap()
}

fn lines(count: usize, kind: &str) -> String {
    (1..=count).map(|n| format!("{n:05},name of nobody {n:05},{kind}\n")).collect()
}

fn refusal<'a>(host: &'a Kept, name: &str) -> (UnreadReason, &'a str) {
    let member = host.members.iter().find(|member| member.name == name).unwrap();
    let (reason, detail) = member.content.as_ref().unwrap_err();
    (*reason, detail)
}

#[test]
fn files_of_every_partition_are_handed_out() {
    let (document, host) = read(&image("disk.img"));
    assert_eq!((document.media_type.as_str(), document.state), ("img", ReadState::Read));
    assert_eq!(text(&host, "partition-1/short.csv"), "short,row\n1,2\n");
    assert_eq!(text(&host, "partition-1/long.csv"), lines(500, "long"));
    assert_eq!(text(&host, "partition-1/packed/packed.csv"), lines(3000, "packed"));
    let hole = text(&host, "partition-1/hole.bin");
    assert_eq!((hole.len(), hole.trim_start_matches('\0')), (204_814, "after the hole"));
    assert_eq!(text(&host, "partition-1/名簿/会員番号の名簿その40.txt"), "member 40\n");
    assert_eq!(text(&host, "partition-2/orders/2024/見積書.csv"), lines(300, "fat"));
    assert_eq!(text(&host, "partition-2/README.TXT"), "plain\n");
    assert_eq!(text(&host, "partition-3/srv/staff/danh-sách.csv"), lines(1000, "ext"));
    let modified = host.members.iter().find(|m| m.name.ends_with("danh-sách.csv")).unwrap();
    assert_eq!(modified.modified.as_deref().map(|time| &time[..10]), Some("2024-07-15"));
    assert_eq!(host.members.iter().filter(|m| m.name.contains("名簿その")).count(), 40);
}

#[test]
fn large_clusters_and_space_that_was_never_written() {
    let (document, host) = read(&image("wide.img"));
    assert_eq!((document.state, host.members.len()), (ReadState::Read, 201), "{}", document.detail);
    let reserved = text(&host, "reserved.bin");
    assert_eq!((reserved.len(), reserved.trim_end_matches('\0')), (100_000, "written"));
    assert_eq!(
        text(&host, "many/a name that fills the record of an index 137.txt"),
        "member 137\n"
    );
}

#[test]
fn what_lies_elsewhere_is_told_by_name() {
    let (_, host) = read(&image("disk.img"));
    let (reason, detail) = refusal(&host, "partition-1/elsewhere.csv");
    assert!(reason == UnreadReason::Unsupported && detail.contains("deduplicated"), "{detail}");
    assert_eq!(
        refusal(&host, "partition-3/link"),
        (UnreadReason::Unsupported, "link; not followed")
    );
    assert_eq!(refusal(&host, "partition-4"), (UnreadReason::Encrypted, "encrypted with LUKS"));
}

#[test]
fn every_kind_of_image_holds_the_same_disk() {
    let (_, raw) = read(&image("mbr.img"));
    let names: Vec<&str> = raw.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names.len(), 6);
    assert!(names.contains(&"partition-3/orders/2024/見積書.csv"));
    for name in [
        "disk.vhd",
        "fixed.vhd",
        "disk.vhdx",
        "disk.vmdk",
        "stream.vmdk",
        "disk.qcow2",
        "packed.qcow2",
        "zstd.qcow2",
    ] {
        let (document, host) = read(&image(name));
        assert_eq!(document.state, ReadState::Read, "{name}: {}", document.detail);
        assert_eq!(document.media_type, name.rsplit('.').next().unwrap(), "{name}");
        for (member, same) in host.members.iter().zip(&raw.members) {
            assert_eq!((&member.name, &member.content), (&same.name, &same.content), "{name}");
        }
        assert_eq!(host.members.len(), raw.members.len(), "{name}");
    }
}

#[test]
fn an_image_that_needs_its_parent_says_so() {
    let (document, host) = read(&image("child.qcow2"));
    assert_eq!(
        (document.state, document.reason),
        (ReadState::Unread, Some(UnreadReason::Unsupported))
    );
    assert!(document.detail.contains("parent"));
    assert!(host.members.is_empty());
}

/// Whether anything is said to be missing.
fn is_doubted((document, host): &(Document, Kept)) -> bool {
    let refused = host.members.iter().any(|member| member.content.is_err());
    document.state != ReadState::Read || refused
}

#[test]
fn damaged_images_end_with_a_reason() {
    for name in [
        "disk.img",
        "disk.vhd",
        "disk.vhdx",
        "disk.vmdk",
        "stream.vmdk",
        "disk.qcow2",
        "packed.qcow2",
    ] {
        let mut image = image(name);
        assert!(is_doubted(&read(&image[..image.len() / 3])), "{name} is cut off");
        for at in (0..image.len()).step_by(97) {
            image[at] = !image[at];
        }
        assert!(is_doubted(&read(&image)), "{name} is damaged everywhere");
    }
}

#[test]
fn a_chain_of_partitions_that_leads_back_ends() {
    let mut image = image("mbr.img");
    // The first record behind the extended partition holds none and names itself as the next.
    let table = 4160 * 512 + 446;
    image[table..table + 16].fill(0);
    image[table + 16 + 4] = 5;
    image[table + 16 + 8..table + 16 + 12].fill(0);
    image[table + 16 + 12] = 1;
    let (document, host) = read(&image);
    assert_eq!(document.state, ReadState::PartlyRead);
    assert!(host.members.iter().all(|member| member.name.starts_with("partition-1/")));
}

#[test]
fn leftovers_before_the_first_partition_hide_nothing() {
    let mut image = image("mbr.img");
    image[512..520].copy_from_slice(b"LABELONE");
    assert_eq!(read(&image).1.members.len(), 6);
}

#[test]
fn a_partition_that_begins_with_zeros_is_told_unless_it_is_blank() {
    let mut image = image("mbr.img");
    let (first, second) = (64 * 512, 4224 * 512);
    image[first..first + (1 << 20)].fill(0);
    let (_, blank) = read(&image);
    assert!(blank.members.iter().all(|m| !m.name.starts_with("partition-1")));
    image[first + (1 << 20)] = 1;
    let (_, wiped) = read(&image);
    assert_eq!(refusal(&wiped, "partition-1").0, UnreadReason::Unsupported);
    image[second..second + (1 << 20)].fill(0xff);
    assert_eq!(refusal(&read(&image).1, "partition-2").0, UnreadReason::Unsupported);
}

#[test]
fn names_of_a_folder_that_cannot_be_reached_are_missed() {
    let mut image = image("wide.img");
    let records: Vec<usize> =
        (0..image.len()).step_by(4096).filter(|at| image[*at..].starts_with(b"INDX")).collect();
    let last = records.into_iter().next_back().unwrap();
    image[last] = b'X';
    let (document, host) = read(&image);
    assert_eq!(document.state, ReadState::PartlyRead);
    assert!((100..201).contains(&host.members.len()), "{} members", host.members.len());
}

#[test]
fn a_file_that_ends_too_early_is_damaged() {
    let mut image = image("mbr.img");
    // Every cluster of the first partition is the last of its file.
    let boot = 64 * 512;
    let sectors = usize::from(image[boot + 22]);
    image[boot + 512 + 3..boot + 512 * (1 + 2 * sectors)].fill(0xff);
    let (_, host) = read(&image);
    assert_eq!(text(&host, "partition-1/README.TXT"), "plain\n");
    let (reason, _) = refusal(&host, "partition-1/orders/2024/見積書.csv");
    assert_eq!(reason, UnreadReason::Corrupt);
}

#[test]
fn broken_records_of_files_end_with_a_reason() {
    for broken in [0_u32, 3, 0xffff] {
        let mut image = image("wide.img");
        let records: Vec<usize> =
            (0..image.len()).step_by(1024).filter(|at| image[*at..].starts_with(b"FILE")).collect();
        // Those of the file system and of its first folders stay whole.
        for at in records.into_iter().skip(70) {
            let first = at + usize::from(u16::from_le_bytes([image[at + 20], image[at + 21]]));
            image[first + 4..first + 8].copy_from_slice(&broken.to_le_bytes());
        }
        let (_, host) = read(&image);
        let corrupt = |m: &&crate::Member| matches!(m.content, Err((UnreadReason::Corrupt, _)));
        assert_eq!(host.members.len(), 201);
        assert!(host.members.iter().filter(corrupt).count() > 100, "length {broken}");
    }
}

#[test]
fn a_log_that_nobody_carried_out_is_told() {
    let mut image = image("disk.vhdx");
    for header in [64 << 10, 128 << 10] {
        image[header + 48..header + 64].fill(7);
    }
    let (document, host) = read(&image);
    assert_eq!((document.state, host.members.len()), (ReadState::PartlyRead, 6));
    assert!(document.detail.contains("log"), "{}", document.detail);
}

#[test]
fn other_files_are_no_disks() {
    assert_ne!(Kind::of(&[0; 4096]), Kind::Disk("img"));
    let mut record = vec![0; 4096];
    record[510..512].copy_from_slice(b"\x55\xaa");
    assert_ne!(Kind::of(&record), Kind::Disk("img"));
    assert_eq!(Kind::of(b"COWDEN, A., 090-0000-0000\nKDMV, B., 090-0000-0001\n"), Kind::Text);
}
