//! Source code and scripts.

use crate::classify::Class;
use candor_facts::DocClass;

pub const CLASS: Class = Class {
    class: DocClass::SourceCode,
    titles: &[],
    phrases: &[
        "#include",
        "#!/bin",
        "#!/usr/bin",
        "public class",
        "public static void",
        "using namespace",
        "import java",
        "import numpy",
        "import pandas",
        "import react",
        "from django",
        "def __init__",
        "if __name__",
        "console.log",
        "system.out.println",
        "function(",
        "select * from",
        "create table",
        "insert into",
        "module.exports",
        "require(",
        "<?php",
        "async function",
        "std::",
        "@override",
        "fmt.println",
        "package main",
        "public function",
        "private function",
        "option explicit",
        "end sub",
        "set -euo pipefail",
        "document.getelementbyid",
        "primary key",
        "varchar(",
        "begin transaction",
        "order by",
        "group by",
        "inner join",
        "left join",
        "export default",
        "pub fn",
        "#[derive",
        "procedure division",
    ],
    words: &[
        "import", "def", "return", "const", "var", "else {", "try {", "catch (", "self.", "this.",
        "null;", "elif", "print(", "true;", "println", "boolean", "varchar",
    ],
    columns: &[],
    names: &[
        "src", "script", "py", "java", "js", "ts", "cpp", "cs", "php", "rb", "go", "rs", "sh",
        "sql", "bat", "ps1", "vba", "kt", "swift", "pl",
    ],
    cases: &[
        "#include <x>\nimport os\ndef f():\n return 1\nconst x",
        "package main\n\
         \n\
         import \"fmt\"\n\
         \n\
         func main() {\n\
         \tfmt.Println(\"hello\")\n\
         }",
        "<?php\n\
         $total = 0;\n\
         foreach ($rows as $row) {\n\
           $total += $row[\"price\"];\n\
         }\n\
         echo $total;",
        "CREATE TABLE invoices (\n\
          id INT PRIMARY KEY,\n\
          customer_id INT NOT NULL,\n\
          amount DECIMAL(10,2)\n\
         );\n\
         SELECT * FROM invoices WHERE amount > 5;",
        "// 請求書を作る\n\
         public class Invoice {\n\
           private String number; // 請求番号\n\
           public Invoice(String number) {\n\
             this.number = number;\n\
           }\n\
         }",
        "# tính lương nhân viên\n\
         def tinh_luong(nv):\n\
             luong = nv[\"luong_co_ban\"]\n\
             return luong * 1.1\n\
         \n\
         for nv in ds:\n\
             print(tinh_luong(nv))",
    ],
};
