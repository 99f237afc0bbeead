//! Labels of free words, which may say something of the person at hand.

use super::Meaning;

pub const LABELS: &[(Meaning, &[&str])] = &[(
    Meaning::Remarks,
    &[
        "備考, 備考1, 備考2, 注記, メモ, コメント, 特記事項, 連絡事項, 内容, 詳細",
        "remarks, remark, notes, note, comment, comments, memo, details, detail",
        "ghi chú, chú thích, nhận xét, nội dung, mô tả",
    ],
)];
