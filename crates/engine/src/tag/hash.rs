//! One small hash for features and dictionary entries: training and use must agree for ever, so
//! it is spelt out here and never the standard library's.

/// Stirs `value` into `state`.
#[inline]
pub const fn mix(state: u64, value: u64) -> u64 {
    let stirred = (state.rotate_left(23) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    stirred ^ (stirred >> 29)
}

/// The 32 bits under which a feature or an entry is stored.
#[inline]
pub fn key(state: u64) -> u32 {
    let stirred = mix(state, 0x5bd1_e995);
    u32::try_from(stirred >> 32).unwrap_or(0)
}

/// A run of characters, from the first.
pub fn text(characters: impl IntoIterator<Item = char>) -> u64 {
    characters.into_iter().fold(0x6361_6e64_6f72, |state, c| mix(state, u64::from(u32::from(c))))
}
