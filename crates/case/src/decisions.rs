//! What people decided: recorded, taken back, and in force.

use crate::ledger::{Decided, Decision, Operation, OperationKind};
use crate::{Case, CaseError, Result};

impl Case {
    /// Records decisions of a human, all with one reason; either all or none. One that says the
    /// contrary of a decision in force is refused.
    pub async fn decide(&mut self, decided: &[Decided], reason: &str) -> Result<Operation> {
        let known = self.decisions().await?;
        let against = |one: &&Decision| decided.iter().any(|new| new.contradicts(&one.decided));
        if let Some(other) = known.iter().find(against) {
            return Err(CaseError::DecidedOtherwise {
                number: other.number,
                actor: other.actor.clone(),
                at: other.at.clone(),
            });
        }
        let detail = serde_json::json!({ "decided": decided, "reason": reason });
        let nothing = self.sink();
        self.append(OperationKind::Decide, String::new(), detail, nothing, &[]).await
    }

    /// Takes back what the operation of this number decided; the decision stays in the ledger.
    pub async fn undo(&mut self, number: i64, reason: &str) -> Result<Operation> {
        if !self.decisions().await?.iter().any(|decision| decision.number == number) {
            return Err(CaseError::NoDecision { number });
        }
        let detail = serde_json::json!({ "undoes": number, "reason": reason });
        let nothing = self.sink();
        self.append(OperationKind::Decide, String::new(), detail, nothing, &[]).await
    }

    /// The decisions in force, oldest first.
    pub async fn decisions(&mut self) -> Result<Vec<Decision>> {
        let mut decisions: Vec<Decision> = Vec::new();
        for operation in self.operations().await? {
            if operation.kind != OperationKind::Decide.as_str() {
                continue;
            }
            if let Some(undone) = operation.detail.get("undoes").and_then(serde_json::Value::as_i64)
            {
                decisions.retain(|decision| decision.number != undone);
                continue;
            }
            let unreadable = || CaseError::Ledger {
                reason: format!("decision {} cannot be read", operation.seq),
            };
            let decided = operation.detail.get("decided").cloned().ok_or_else(unreadable)?;
            let decided: Vec<Decided> =
                serde_json::from_value(decided).map_err(|_| unreadable())?;
            let reason = operation.detail.get("reason").and_then(serde_json::Value::as_str);
            decisions.extend(decided.into_iter().map(|decided| Decision {
                number: operation.seq,
                actor: operation.actor.clone(),
                at: operation.at.clone(),
                reason: reason.unwrap_or_default().to_owned(),
                decided,
            }));
        }
        Ok(decisions)
    }
}

impl Decided {
    /// Whether both cannot hold.
    fn contradicts(&self, other: &Self) -> bool {
        let pair = |left: &String, right: &String| {
            if left < right { (left.clone(), right.clone()) } else { (right.clone(), left.clone()) }
        };
        match (self, other) {
            (
                Self::Same { left, right },
                Self::Different { left: other_left, right: other_right },
            )
            | (
                Self::Different { left, right },
                Self::Same { left: other_left, right: other_right },
            ) => pair(left, right) == pair(other_left, other_right),
            _ => false,
        }
    }
}
