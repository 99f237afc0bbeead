//! Bounds on everything a hostile file could make large.

/// Limits of one document. Units stand last in the names.
#[derive(Clone, Debug)]
pub struct Limits {
    /// A larger file is mapped instead of held in memory, a larger member handed out as a stream.
    pub held_bytes_max: u64,
    /// A larger file is not opened.
    pub document_bytes_max: u64,
    /// Text beyond it is cut and reported.
    pub text_bytes_max: usize,
    /// Text from which on a table or a text is handed out slice by slice.
    pub slice_bytes: usize,
    /// Text that all slices of one document may hold; what is beyond it is cut and reported.
    pub sliced_bytes_max: usize,
    pub pages_max: usize,
    /// A larger picture is not opened.
    pub picture_pixels_max: u64,
    /// Members taken from one container.
    pub members_max: usize,
    /// A member that its container cannot hand out as a stream is reported when it is larger, not taken.
    pub member_bytes_max: u64,
    /// Everything one container may expand to.
    pub expanded_bytes_max: u64,
    /// Address space of the process that reads.
    pub process_memory_bytes_max: u64,
    /// Time after which the process that reads is stopped; each member and slice begins it anew.
    pub document_seconds_max: u64,
    /// Time for one document with all its members and slices.
    pub members_seconds_max: u64,
    /// Containers inside containers.
    pub container_depth_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            held_bytes_max: 64 << 20,
            document_bytes_max: 256 << 30,
            text_bytes_max: 32 << 20,
            slice_bytes: 1 << 20,
            sliced_bytes_max: 1 << 30,
            pages_max: 5_000,
            picture_pixels_max: 100_000_000,
            members_max: 100_000,
            member_bytes_max: 256 << 20,
            expanded_bytes_max: 1 << 30,
            process_memory_bytes_max: 1 << 30,
            document_seconds_max: 60,
            members_seconds_max: 600,
            container_depth_max: 8,
        }
    }
}

/// What a document may expand to, in parts of its own size, when that is more than the fixed limit.
const EXPANSION_MAX: u64 = 16;
/// Text in slices that a document may give, in parts of its own size: letters of one byte become three.
const TEXT_EXPANSION_MAX: u64 = 3;
/// A document may take as much more time and hold as many more members as it holds this many bytes.
const SHARE_BYTES: u64 = 256 << 20;

const MEMBERS_MAX: usize = 1_000_000;
/// Some libraries want a copy of the whole document.
const COPY_BYTES_MAX: u64 = 2 << 30;

impl Limits {
    /// The limits of a document of so many bytes: a large one may take longer, hold more, and lies in the
    /// address space of its reader.
    pub fn of(bytes: u64) -> Self {
        let fixed = Self::default();
        if bytes <= fixed.held_bytes_max {
            return fixed;
        }
        let shares = bytes.div_ceil(SHARE_BYTES);
        let text = usize::try_from(bytes.saturating_mul(TEXT_EXPANSION_MAX)).unwrap_or(usize::MAX);
        Self {
            sliced_bytes_max: fixed.sliced_bytes_max.max(text),
            expanded_bytes_max: fixed.expanded_bytes_max.max(bytes.saturating_mul(EXPANSION_MAX)),
            members_max: usize::try_from(shares)
                .map_or(MEMBERS_MAX, |n| fixed.members_max.saturating_mul(n).min(MEMBERS_MAX)),
            process_memory_bytes_max: fixed
                .process_memory_bytes_max
                .saturating_add(bytes)
                .saturating_add(bytes.min(COPY_BYTES_MAX)),
            document_seconds_max: fixed.document_seconds_max.saturating_mul(shares),
            members_seconds_max: fixed.members_seconds_max.saturating_mul(shares),
            ..fixed
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_documents_have_more_room_and_small_ones_the_fixed_one() {
        let (small, large) = (Limits::of(1 << 20), Limits::of(10 << 30));
        assert_eq!(small.expanded_bytes_max, Limits::default().expanded_bytes_max);
        assert_eq!(large.document_seconds_max, 40 * 60);
        assert_eq!(large.expanded_bytes_max, 160 << 30);
        assert_eq!(large.process_memory_bytes_max, 13 << 30);
        assert_eq!(Limits::of(u64::MAX).expanded_bytes_max, u64::MAX);
    }
}
