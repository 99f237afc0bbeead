//! Invented numbers with the check digits that their rules ask for.

use fastrand::Rng;

pub fn digits(rng: &mut Rng, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + rng.u8(..10))).collect()
}

fn values(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Writes a digit for every `#` and a capital letter for every `$`.
pub fn pattern(rng: &mut Rng, shape: &str) -> String {
    shape
        .chars()
        .map(|c| match c {
            '#' => char::from(b'0' + rng.u8(..10)),
            '$' => char::from(b'A' + rng.u8(..26)),
            other => other,
        })
        .collect()
}

/// Groups of `size` characters from the left.
pub fn grouped(text: &str, size: usize, between: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<String> =
        letters.chunks(size.max(1)).map(|group| group.iter().collect()).collect();
    groups.join(between)
}

/// Twelve digits of an individual number with a valid check digit.
pub fn individual_number(rng: &mut Rng) -> String {
    let body = digits(rng, 11);
    let mut sum = 0;
    for (place, digit) in (1_u32..).zip(values(&body).into_iter().rev()) {
        sum += digit * if place <= 6 { place + 1 } else { place - 5 };
    }
    let rest = sum % 11;
    format!("{body}{}", if rest <= 1 { 0 } else { 11 - rest })
}

/// Thirteen digits of a corporate number with a valid leading check digit.
pub fn corporate_number(rng: &mut Rng) -> String {
    let body = format!("{}{}", rng.u32(1..10), digits(rng, 11));
    let mut sum = 0;
    for (place, digit) in (1_u32..).zip(values(&body).into_iter().rev()) {
        sum += digit * if place % 2 == 1 { 1 } else { 2 };
    }
    format!("{}{body}", 9 - sum % 9)
}

fn luhn_digit(body: &str) -> u32 {
    let mut sum = 0;
    for (place, digit) in values(body).into_iter().rev().enumerate() {
        let weighted = if place % 2 == 0 { digit * 2 } else { digit };
        sum += if weighted > 9 { weighted - 9 } else { weighted };
    }
    (10 - sum % 10) % 10
}

/// A card number of an invented account: valid by its check digit.
pub fn card(rng: &mut Rng) -> String {
    let head = ["411111", "453201", "545454", "510510", "356600"][rng.usize(..5)];
    let body = format!("{head}{}", digits(rng, 9));
    let whole = format!("{body}{}", luhn_digit(&body));
    match rng.u32(..3) {
        0 => whole,
        1 => grouped(&whole, 4, " "),
        _ => grouped(&whole, 4, "-"),
    }
}

/// Sixteen digits whose last one is *not* the check digit of a card.
pub fn no_card(rng: &mut Rng) -> String {
    let body = format!("4{}", digits(rng, 14));
    format!("{body}{}", (luhn_digit(&body) + 3) % 10)
}

/// A Japanese article number.
pub fn jan(rng: &mut Rng) -> String {
    let body = format!("49{}", digits(rng, 10));
    let mut sum = 0;
    for (place, digit) in values(&body).into_iter().enumerate() {
        sum += digit * if place % 2 == 0 { 1 } else { 3 };
    }
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A citizen's number of Vietnam: province, century and sex, year, serial.
pub fn citizen_card(rng: &mut Rng, year: u32, female: bool) -> String {
    let province = ["001", "031", "048", "079", "092", "074", "075", "034"][rng.usize(..8)];
    let mut century = u32::from(female);
    if year >= 2000 {
        century += 2;
    }
    format!("{province}{century}{:02}{}", year % 100, digits(rng, 6))
}

/// Ten digits of a Vietnamese tax code; the last is the check digit.
pub fn tax_code(rng: &mut Rng, head: &str) -> String {
    loop {
        let body = format!("{head}{}", digits(rng, 8));
        let weights: [u32; 9] = [31, 29, 23, 19, 17, 13, 7, 5, 3];
        let sum: u32 =
            values(&body).iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
        let check = 10 - sum % 11;
        if check < 10 {
            return format!("{body}{check}");
        }
    }
}

/// An account number of Germany, Britain or France in the international form.
pub fn iban(rng: &mut Rng) -> String {
    let (country, body) = match rng.u32(..3) {
        0 => ("DE", digits(rng, 18)),
        1 => ("GB", format!("{}{}", pattern(rng, "$$$$"), digits(rng, 14))),
        _ => ("FR", digits(rng, 23)),
    };
    let mut rest = 0_u32;
    for c in format!("{body}{country}00").chars() {
        let value = c.to_digit(36).unwrap_or(0);
        rest = if value > 9 { (rest * 100 + value) % 97 } else { (rest * 10 + value) % 97 };
    }
    let whole = format!("{country}{:02}{body}", 98 - rest);
    if rng.bool() { grouped(&whole, 4, " ") } else { whole }
}

pub fn social_security(rng: &mut Rng) -> String {
    format!("{:03}-{:02}-{:04}", rng.u32(100..660), rng.u32(1..100), rng.u32(1..10_000))
}

/// Twelve digits of a Japanese driver's licence.
pub fn licence(rng: &mut Rng) -> String {
    let office = ["30", "62", "44", "54", "90", "10"][rng.usize(..6)];
    let body = format!("{office}{}", digits(rng, 8));
    let weights: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let sum: u32 = values(&body).iter().zip(weights).map(|(digit, weight)| digit * weight).sum();
    let rest = sum % 11;
    format!("{body}{}{}", if rest <= 1 { 0 } else { 11 - rest }, rng.u32(..3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_follow_their_rules() {
        let mut rng = Rng::with_seed(3);
        for _ in 0..50 {
            let number: String = card(&mut rng).chars().filter(char::is_ascii_digit).collect();
            let (body, check) = number.split_at(15);
            assert_eq!(luhn_digit(body).to_string(), check);
            assert_eq!(individual_number(&mut rng).len(), 12);
            assert_eq!(corporate_number(&mut rng).len(), 13);
            assert_eq!(tax_code(&mut rng, "0").len(), 10);
            assert_eq!(licence(&mut rng).len(), 12);
            assert_eq!(jan(&mut rng).len(), 13);
        }
    }
}
