//! Bounds on everything a hostile file could make large.

/// Limits of one document. Units stand last in the names.
#[derive(Clone, Debug)]
pub struct Limits {
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
    /// A larger member is reported, not taken.
    pub member_bytes_max: u64,
    /// Everything one container may expand to.
    pub expanded_bytes_max: u64,
    /// Address space of the process that reads.
    pub process_memory_bytes_max: u64,
    /// Time after which the process that reads is stopped.
    pub document_seconds_max: u64,
    /// Containers inside containers.
    pub container_depth_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document_bytes_max: 256 << 20,
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
            container_depth_max: 8,
        }
    }
}
