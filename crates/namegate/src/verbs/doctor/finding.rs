//! What was found about one thing.

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Good,
    /// As it is everywhere, and worth knowing.
    Note,
    Problem,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    level: Level,
    /// A word or two.
    about: String,
    says: String,
    /// What to do.
    advice: Option<String>,
}

impl Finding {
    pub fn good(about: &str, says: impl Into<String>) -> Finding {
        Finding { level: Level::Good, about: about.into(), says: says.into(), advice: None }
    }

    pub fn note(about: &str, says: impl Into<String>) -> Finding {
        Finding { level: Level::Note, ..Finding::good(about, says) }
    }

    pub fn problem(about: &str, says: impl Into<String>, advice: impl Into<String>) -> Finding {
        Finding { level: Level::Problem, advice: Some(advice.into()), ..Finding::good(about, says) }
    }

    pub fn is_problem(&self) -> bool {
        self.level == Level::Problem
    }

    fn word(&self) -> &'static str {
        match self.level {
            Level::Good => "good",
            Level::Note => "note",
            Level::Problem => "WRONG",
        }
    }

    /// A line, and one for what to do.
    pub fn as_text(&self) -> String {
        let advice = self.advice.as_ref().map(|advice| format!("{:26}what to do: {advice}\n", ""));
        format!("{:7}{:18} {}\n{}", self.word(), self.about, self.says, advice.unwrap_or_default())
    }

    pub fn as_json(&self) -> serde_json::Value {
        serde_json::json!({
            "about": self.about,
            "level": self.word().to_ascii_lowercase(),
            "says": self.says,
            "advice": self.advice,
        })
    }
}
