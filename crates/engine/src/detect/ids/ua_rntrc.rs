//! The Ukrainian taxpayer number of persons (РНОКПП, 10 digits from the day of birth on) with a
//! check digit modulo 11 (Order 822 of the Ministry of Finance, 2017).

use super::sums::{digit, number, passed};
use crate::detect::{Checked, Detector};
use candor_facts::{Field, Scheme};

pub const DETECTOR: Detector = Detector {
    name: "ua_rntrc",
    field: Field::TaxId,
    scheme: Some(Scheme::UaRntrc),
    pattern: r"[0-9]{10}",
    check,
    context: &["рнокпп", "ідентифікаційний", "іпн", "rnokpp"],
    context_required: true,
    positives: &[
        ("РНОКПП: 1759013776", "1759013776"),
        ("ІПН １７５９０１３７７６", "1759013776"),
        ("Ідентифікаційний номер 2530414071", "2530414071"),
    ],
    near_misses: &["РНОКПП: 1759013770", "Замовлення 1759013776", "РНОКПП: 17590137761"],
};

fn check(text: &str) -> Option<Checked> {
    const WEIGHTS: [i32; 9] = [-1, 5, 7, 9, 4, 6, 10, 5, 7];
    let number = number(text, 10)?;
    let values = number.chars().filter_map(|c| i32::try_from(c.to_digit(10)?).ok());
    let sum: i32 = values.zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    let expected = u32::try_from(sum.rem_euclid(11) % 10).ok()?;
    (expected == digit(&number, 9)?).then(|| passed(number, 0.8, "check digit mod 11"))
}
