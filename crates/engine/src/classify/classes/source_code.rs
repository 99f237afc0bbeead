//! Source code and scripts.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::SourceCode,
    titles: &[],
    words: &[
        "#include",
        "import ",
        "public class",
        "def ",
        "function(",
        "return ",
        "const ",
        "select * from",
        "create table",
        "var ",
        "#!/bin",
    ],
    names: &["src", "script"],
    cases: &["#include <x>\nimport os\ndef f():\n return 1\nconst x"],
};
