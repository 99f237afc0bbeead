//! Minutes of meetings.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::Minutes,
    titles: &[
        "議事録",
        "会議録",
        "打合せ議事録",
        "minutes of meeting",
        "meeting minutes",
        "minutes",
        "biên bản họp",
        "biên bản cuộc họp",
    ],
    words: &[
        "出席者",
        "議題",
        "決定事項",
        "日時",
        "場所",
        "欠席者",
        "次回",
        "attendees",
        "agenda",
        "action items",
        "present:",
        "next meeting",
        "thành phần tham dự",
        "nội dung cuộc họp",
        "chủ trì",
    ],
    names: &["議事録", "minutes", "bien ban"],
    cases: &[
        "議事録\n出席者 山田\n議題\n決定事項",
        "MEETING MINUTES\nAttendees: A\nAgenda\nAction items",
    ],
};
