//! Passwords written beside the word: `password: …`, パスワード：…, mật khẩu: …. Placeholders, code
//! and sentences about passwords are none.

use super::sums::{passed, varied};
use crate::detect::{Checked, Detector};
use candor_facts::Field;

/// `mk okayama79`, `pass Kiritani#1968`, `pw: …`: notes name the secret by an abbreviation and go on.
pub const NOTED: Detector = Detector {
    name: "password_noted",
    field: Field::Credential,
    scheme: None,
    pattern: r#"(?i)(?:^|[^\p{L}])(?:mk|mật khẩu|mat khau|pass|pw|pwd|psw|login_pw|temp pass|暗証|合言葉|pin|key|token|secret|bearer)["']?[ ]?[:=は]?[ ]?["']?([!#-&(-:=?-~]{6,48})"#,
    check: check_noted,
    context: &[],
    context_required: false,
    positives: &[
        ("teamviewer: ID 1 224 905 318 mk okayama79", "okayama79"),
        ("user TARN-AP02 pw: gl00myTuesday#8", "gl00myTuesday#8"),
        ("mail sếp pass Kiritani#1968 (nhờ giữ hộ)", "Kiritani#1968"),
    ],
    near_misses: &["pass the parts", "key=value", "mk II", "PIN number", "token expires"],
};

/// Without the whole word, only what looks like a secret is one: letters and digits or signs mixed.
fn check_noted(text: &str) -> Option<Checked> {
    let value = text.trim_end_matches([',', '.', ')', ']', '}', ';']);
    let has = |fits: fn(&u8) -> bool| value.bytes().any(|byte| fits(&byte));
    let mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    let plain = value.contains(['@', '/', '(', '<']) && value.contains('.');
    let fits = mixed && !plain && (6..=48).contains(&value.len());
    fits.then(|| check(value)).flatten()
}

pub const DETECTOR: Detector = Detector {
    name: "password",
    field: Field::Credential,
    scheme: None,
    pattern: r#"(?i)(?:^|[^a-z])(?:password|passwd|passcode|passphrase|pwd|pass|パスワード|暗証番号|mật khẩu|mat khau|passwort|contraseña|mot de passe|密码|密碼|비밀번호)["']?[ ]?(?:\([^)\n]{0,12}\))?[ ]?(?:[:=]|は|là )[ ]?["']?([!#-&(-:=?-~]{4,})"#,
    check,
    context: &["login", "user", "account", "ログイン", "ユーザー", "id", "tài khoản"],
    context_required: false,
    positives: &[
        ("Password: Tr0ub4dor&3", "Tr0ub4dor&3"),
        ("パスワード：ｓａｋｕｒａ２０２４", "sakura2024"),
        ("ID: yamada パスワード(初期)： Hanako#77 です", "Hanako#77"),
        ("Mật khẩu: Abc@12345", "Abc@12345"),
        ("Server=db01;User Id=sa;Pwd=Qwerty-99;", "Qwerty-99"),
        ("{\"password\": \"correcthorse\"}", "correcthorse"),
        ("暗証番号：4821", "4821"),
    ],
    near_misses: &[
        "Password: ********",
        "Password: <password>",
        "Password: same as before",
        "パスワード：別途送付",
        "パスワードは8文字以上",
        "password = getPassword()",
        "password: ${DB_PASSWORD}",
        "Password: required",
        "mật khẩu: xxxxxx",
        "bypass: 12345",
        "PASS: test_reads_a_row",
    ],
};

fn check(text: &str) -> Option<Checked> {
    let value = text.trim_end_matches([',', '.', ')', ']', '}']);
    let value = if value.len() < 4 { text } else { value };
    if value.len() > 64 || is_placeholder(value) || is_code(value) {
        return None;
    }
    let mixed =
        value.bytes().any(|b| b.is_ascii_digit()) && value.bytes().any(|b| b.is_ascii_alphabetic());
    let confidence = if mixed { 0.8 } else { 0.5 };
    Some(passed(value.to_owned(), confidence, "no placeholder"))
}

const WORDS: &str = "same none null undefined empty true false required optional changed hidden secret \
unknown string text varchar char value here below above attached sent send separately please contact \
reset protected expired expires must should will been policy change changes confirm confirmation \
forgot new password passwd login username user your the this that with from when with not set unset \
blank n/a todo tbd invalid incorrect wrong authentication manager field input type bytes object \
redacted removed masked example yourpassword strength minimum length characters";

/// A stand-in for a password: stars, brackets, words of a sentence.
fn is_placeholder(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '/');
    let stars =
        value.bytes().all(|b| matches!(b, b'*' | b'.' | b'-' | b'_' | b'#' | b'?' | b'=' | b'~'));
    let names_itself = ["password", "passwd", "pwd"].iter().any(|word| lower.contains(word))
        && lower.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'_' | b'-'));
    stars
        || !varied(&lower)
        || lower.starts_with("xxx")
        || names_itself
        || value.starts_with(['[', '{', '('])
        || value.starts_with("${")
        || value.starts_with("$(")
        || value.starts_with("%(")
        || value.starts_with('%') && value.ends_with('%')
        || WORDS.split_whitespace().any(|word| word == bare)
}

/// An expression of a programming language or an address.
fn is_code(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let call = value.split_once('(').is_some_and(|(name, _)| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:".contains(&b))
    });
    let member = [
        "self.", "this.", "os.", "process.", "request.", "req.", "config.", "args.", "env.",
        "test_",
    ];
    call || value.contains("::")
        || value.contains("->")
        || value.contains("://")
        || member.iter().any(|head| lower.starts_with(head))
        || lower.starts_with("$_")
        || lower.starts_with("@{")
}
