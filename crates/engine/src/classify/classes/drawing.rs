//! Drawings.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Drawing,
    titles: &["図面", "部品図", "組立図", "drawing", "assembly drawing", "bản vẽ"],
    words: &[
        "図番",
        "尺度",
        "投影法",
        "設計者",
        "drawing no",
        "scale",
        "projection",
        "drawn by",
        "tỷ lệ",
        "người vẽ",
    ],
    names: &["図面", "drawing", "ban ve"],
    cases: &["部品図\n図番 尺度 投影法", "ASSEMBLY DRAWING\nDrawing No\nScale\nDrawn by"],
};
