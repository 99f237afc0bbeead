//! Predicates: what a trigger, an exemption or a reach asks of the facts.
//!
//! ```text
//! breach and risk in [risk, high]
//! persons > 1000 or has(special_care, credentials)
//! not contact_impossible
//! cause is ransomware
//! ```

use std::fmt;

/// A question to the facts; its answer is yes, no or unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Predicate {
    All(Vec<Predicate>),
    Any(Vec<Predicate>),
    Not(Box<Predicate>),
    /// A fact of type `yes_no`.
    Holds(String),
    /// A fact of type `choice` is one of these words.
    Among {
        fact: String,
        words: Vec<String>,
    },
    Compare {
        count: String,
        operator: Operator,
        number: u64,
    },
    /// At least one person in scope has data of one of these kinds.
    Has(Vec<String>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Operator {
    pub const fn holds(self, left: u64, right: u64) -> bool {
        match self {
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }

    pub const fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

impl Predicate {
    /// Parses one predicate; the error says what was expected and where.
    pub fn parse(text: &str) -> Result<Self, String> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, at: 0 };
        let predicate = parser.any()?;
        match parser.peek() {
            None => Ok(predicate),
            Some(rest) => {
                Err(format!("`{text}`: `{rest}` is not expected after a whole predicate"))
            }
        }
    }

    /// The questions without `and`, `or`, `not` in it.
    pub fn leaves(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::leaves).collect(),
            Self::Not(inner) => inner.leaves(),
            _ => vec![self],
        }
    }
}

impl fmt::Display for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |parts: &[Self], word: &str| {
            let inner = |part: &Self| match part {
                Self::All(_) | Self::Any(_) => format!("({part})"),
                _ => part.to_string(),
            };
            parts.iter().map(inner).collect::<Vec<_>>().join(word)
        };
        match self {
            Self::All(parts) => f.write_str(&joined(parts, " and ")),
            Self::Any(parts) => f.write_str(&joined(parts, " or ")),
            Self::Not(inner) => match inner.as_ref() {
                Self::All(_) | Self::Any(_) => write!(f, "not ({inner})"),
                _ => write!(f, "not {inner}"),
            },
            Self::Holds(fact) => f.write_str(fact),
            Self::Among { fact, words } => match words.as_slice() {
                [word] => write!(f, "{fact} is {word}"),
                _ => write!(f, "{fact} in [{}]", words.join(", ")),
            },
            Self::Compare { count, operator, number } => {
                write!(f, "{count} {} {number}", operator.sign())
            }
            Self::Has(kinds) => write!(f, "has({})", kinds.join(", ")),
        }
    }
}

/// Words, numbers and signs of a predicate.
fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(&c) = chars.peek() {
        if c.is_whitespace() {
            chars.next();
        } else if c.is_ascii_alphanumeric() || c == '_' {
            let mut word = String::new();
            while let Some(&c) = chars.peek().filter(|c| c.is_ascii_alphanumeric() || **c == '_') {
                word.push(c);
                chars.next();
            }
            tokens.push(word);
        } else if matches!(c, '<' | '>') {
            chars.next();
            let equal = chars.next_if_eq(&'=').is_some();
            tokens.push(if equal { format!("{c}=") } else { c.to_string() });
        } else if matches!(c, '(' | ')' | '[' | ']' | ',') {
            chars.next();
            tokens.push(c.to_string());
        } else {
            return Err(format!("`{text}`: `{c}` has no meaning in a predicate"));
        }
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [String],
    at: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.at).map(String::as_str)
    }

    fn next(&mut self) -> Option<String> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, word: &str) -> bool {
        let there = self.peek() == Some(word);
        self.at += usize::from(there);
        there
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        match self.next() {
            Some(token) if token == sign => Ok(()),
            Some(token) => Err(format!("`{sign}` expected, `{token}` found")),
            None => Err(format!("`{sign}` expected at the end")),
        }
    }

    fn any(&mut self) -> Result<Predicate, String> {
        let mut parts = vec![self.all()?];
        while self.takes("or") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Predicate::Any(parts) })
    }

    fn all(&mut self) -> Result<Predicate, String> {
        let mut parts = vec![self.unary()?];
        while self.takes("and") {
            parts.push(self.unary()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Predicate::All(parts) })
    }

    fn unary(&mut self) -> Result<Predicate, String> {
        if self.takes("not") {
            return Ok(Predicate::Not(Box::new(self.unary()?)));
        }
        if self.takes("(") {
            let inner = self.any()?;
            self.expect(")")?;
            return Ok(inner);
        }
        self.leaf()
    }

    fn leaf(&mut self) -> Result<Predicate, String> {
        let fact = self.word("a fact")?;
        if fact == "has" {
            self.expect("(")?;
            return Ok(Predicate::Has(self.words(")")?));
        }
        if self.takes("is") {
            let negated = self.takes("not");
            let among = Predicate::Among { fact, words: vec![self.word("a word")?] };
            return Ok(if negated { Predicate::Not(Box::new(among)) } else { among });
        }
        if self.takes("in") {
            self.expect("[")?;
            return Ok(Predicate::Among { fact, words: self.words("]")? });
        }
        let operator = match self.peek() {
            Some("<") => Operator::Less,
            Some("<=") => Operator::AtMost,
            Some(">") => Operator::More,
            Some(">=") => Operator::AtLeast,
            _ => return Ok(Predicate::Holds(fact)),
        };
        self.at += 1;
        let number = self.next().unwrap_or_default();
        let number = number.parse().map_err(|_| format!("a number expected, `{number}` found"))?;
        Ok(Predicate::Compare { count: fact, operator, number })
    }

    fn words(&mut self, end: &str) -> Result<Vec<String>, String> {
        let mut words = vec![self.word("a word")?];
        while self.takes(",") {
            words.push(self.word("a word")?);
        }
        self.expect(end)?;
        Ok(words)
    }

    fn word(&mut self, what: &str) -> Result<String, String> {
        let found = self.next().ok_or_else(|| format!("{what} expected at the end"))?;
        let plain = found.starts_with(|c: char| c.is_ascii_alphanumeric());
        let reserved = ["and", "or", "not", "is", "in"].contains(&found.as_str());
        if plain && !reserved {
            Ok(found)
        } else {
            Err(format!("{what} expected, `{found}` found"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates_read_as_they_print() {
        for text in [
            "breach and risk in [risk, high]",
            "persons > 1000 or has(special_care, credentials)",
            "not contact_impossible",
            "cause is ransomware",
            "not (accessed is no and (persons < 5 or persons >= 7))",
        ] {
            assert_eq!(Predicate::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Predicate::parse("cause is not loss").unwrap().to_string(), "not cause is loss");
    }

    #[test]
    fn mistakes_are_named() {
        let wrong = |text: &str| Predicate::parse(text).unwrap_err();
        assert!(wrong("persons > many").contains("many"));
        assert!(wrong("risk == high").contains('='));
        assert!(wrong("risk in [high").contains(']'));
        assert!(wrong("breach breach").contains("not expected"));
        assert!(wrong("has()").contains("a word"));
        assert!(wrong("breach and").contains("end"));
    }
}
