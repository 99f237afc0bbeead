//! Numbers of companies, which are no personal data: Japanese corporate and invoice numbers,
//! Vietnamese and US tax codes, Spanish company codes, Portuguese and Polish VAT numbers.

use super::sums::{all_digits, compact, digit, part, varied, weighted};

/// Whether a text has the structure and the check digit of a company's number: 法人番号 (13 digits)
/// and T with it, VN mã số thuế (10 digits, or with three more for a branch), US EIN (`12-3456789`),
/// Spanish NIF of a legal person, PT or PL before nine or ten digits. One ten-digit number in eleven
/// passes as a Vietnamese code by chance, so the words around it must agree.
pub fn is_company_number(text: &str) -> bool {
    let text = text.trim();
    let Some(kept) = compact(text) else { return false };
    is_jp_corporate(kept.strip_prefix('T').unwrap_or(&kept))
        || is_vn_tax_code(&kept)
        || is_us_employer(text)
        || is_es_company(kept.strip_prefix("ES").unwrap_or(&kept))
        || kept.strip_prefix("PT").is_some_and(is_pt_taxpayer)
        || kept.strip_prefix("PL").is_some_and(is_pl_taxpayer)
}

/// The Japanese corporate number: the first digit is 9 less the rest modulo 9 of the others, which
/// count once and twice in turn (Ministry of Finance Ordinance No. 70 of 2014, article 2).
pub fn is_jp_corporate(number: &str) -> bool {
    let sum = weighted(number.get(1..).unwrap_or(""), &[2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]);
    number.len() == 13 && all_digits(number) && digit(number, 0) == Some(9 - sum % 9)
}

/// The Vietnamese tax code (Circular 105/2020/TT-BTC, article 5), with or without a branch.
pub fn is_vn_tax_code(number: &str) -> bool {
    let (body, branch) = number.split_at_checked(10).unwrap_or((number, ""));
    let sum = weighted(body, &[31, 29, 23, 19, 17, 13, 7, 5, 3]);
    body.len() == 10
        && (branch.is_empty() || branch.len() == 3 && branch != "000")
        && all_digits(number)
        && varied(body.get(2..9).unwrap_or(""))
        && digit(body, 9) == Some(10 - sum % 11)
}

/// The US Employer Identification Number with a prefix in use (IRS, "How EINs are assigned").
fn is_us_employer(text: &str) -> bool {
    let Some((prefix, serial)) = text.split_once('-') else { return false };
    let in_use = part(prefix, 0..2).is_some_and(|prefix| {
        matches!(prefix, 1..=6 | 10..=16 | 20..=27 | 30..=48 | 50..=68 | 71..=77 | 80..=88
            | 90..=95 | 98 | 99)
    });
    prefix.len() == 2 && serial.len() == 7 && all_digits(serial) && in_use
}

/// The Spanish NIF of a legal person: kind, seven digits, control digit or letter (Orden
/// EHA/451/2008).
fn is_es_company(code: &str) -> bool {
    let mut chars = code.chars();
    let (Some(kind), Some(control), 9) = (chars.next(), chars.next_back(), code.len()) else {
        return false;
    };
    let body = chars.as_str();
    let sum: u32 = (0..7)
        .filter_map(|place| Some((place, digit(body, place)?)))
        .map(|(place, d)| if place.is_multiple_of(2) { d * 2 / 10 + d * 2 % 10 } else { d })
        .sum();
    let expected = (10 - sum % 10) % 10;
    "ABCDEFGHJNPQRSUVW".contains(kind)
        && all_digits(body)
        && (control.to_digit(10) == Some(expected)
            || Some(control) == super::sums::letter("JABCDEFGHI", expected))
}

/// The Portuguese tax number, persons and companies alike (Decree-Law 14/2013).
pub fn is_pt_taxpayer(number: &str) -> bool {
    let rest = weighted(number, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    number.len() == 9
        && all_digits(number)
        && varied(number)
        && digit(number, 8) == Some(if rest < 2 { 0 } else { 11 - rest })
}

fn is_pl_taxpayer(number: &str) -> bool {
    let rest = weighted(number, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
    number.len() == 10 && all_digits(number) && digit(number, 9) == Some(rest)
}

#[cfg(test)]
mod tests {
    use super::is_company_number;

    #[test]
    fn companies_pass_and_persons_do_not() {
        for number in [
            "5-8356-7825-6246",
            "T5835678256246",
            "0100233488",
            "0314409058-002",
            "91-1144442",
            "ES B-58378431",
            "PT 501 964 843",
        ] {
            assert!(is_company_number(number), "{number}");
        }
        for number in ["2-8356-7825-6246", "0100233480", "07-3456789", "536-22-1234", "12345678Z"] {
            assert!(!is_company_number(number), "{number}");
        }
    }
}
