//! Makes calls: a command of the list, an account that calls, and parameters by their declaration.

use std::collections::BTreeMap;

use commands::slice::{COMMANDS, Entry};
use rules::calendar::iso8601;
use testkit::{globals, key_of};
use wire::node::Node;
use wire::spec::{Field, ParamSpec};

use crate::dice::Dice;
use crate::seen::Seen;
use crate::values::{self, DOMAINS, EXTENDED, HOST_RECORDS};

/// Commands that are called less often, one time in so many: they hash a password by design slowly, answer with
/// hundreds of rows, or leave nothing for those that follow.
const SELDOM: [(&str, usize); 7] = [
    ("namecheap.users.create", 4),
    ("namecheap.users.changePassword", 8),
    ("namecheap.domains.getTldList", 8),
    ("namecheap.users.getPricing", 4),
    ("namegate.sandbox.reset", 8),
    ("namegate.sandbox.seed", 4),
    ("namegate.sandbox.state.export", 8),
];

/// Commands that are not called: one asks that others fail, one that records are answered late and kept otherwise, and two
/// take everything away that was seen before.
const LEFT_OUT: [&str; 4] = [
    "namegate.sandbox.faults.add",
    "namegate.sandbox.oddities.set",
    "namegate.sandbox.reset",
    "namegate.sandbox.state.import",
];

/// Commands that the others live on.
const OFTEN: [&str; 5] = [
    "namecheap.domains.create",
    "namecheap.domains.dns.setHosts",
    "namecheap.domains.transfer.create",
    "namecheap.domains.renew",
    "namecheap.ssl.create",
];

/// Accounts with a key; `sub` is one under alice's.
pub const CALLERS: [&str; 3] = ["alice", "bob", "sub"];
/// An account under alice's without a key.
pub const KEYLESS: &str = "carol";
/// Accounts that may be opened on the way.
const OPENED: [&str; 3] = ["dora", "emil", "franz"];
/// Under this name stand the domains that an account was let act on.
const HELD: &str = "held";

/// Numbers with which commands say that an account does not hold a domain.
const NOT_HELD: [u32; 3] = [2_016_166, 2_019_166, 2_030_166];

/// A call to be made.
pub struct Call {
    pub entry: &'static Entry,
    pub params: Vec<(String, String)>,
    /// Who acts, and on which domain.
    user: String,
    domain: String,
}

/// What the parameters of a call have in common.
struct Subject {
    command: &'static str,
    user: String,
    domain: String,
    host_record: (&'static str, &'static str),
    /// Nothing is sent that cannot be right.
    means_well: bool,
    /// Which of two parameters that exclude each other is sent, where no more than one means well.
    by_the_second: bool,
    now: i64,
}

/// Makes one call after another.
pub struct Generator {
    dice: Dice,
    /// What answers held, by the account that acted.
    seen: BTreeMap<String, Seen>,
}

impl Generator {
    pub fn of(seed: u64) -> Self {
        Generator { dice: Dice::of(seed), seen: BTreeMap::new() }
    }

    /// Remembers what a call was answered.
    pub fn learn(&mut self, call: &Call, answer: &Node, refused_with: Option<u32>) {
        let seen = self.seen.entry(call.user.clone()).or_default();
        seen.learn(answer);
        if refused_with.is_some_and(|number| NOT_HELD.contains(&number)) {
            seen.forget(HELD, &call.domain);
        } else if refused_with.is_none() {
            seen.keep(HELD, &call.domain);
        }
    }

    /// Remembers a reset code that was mailed.
    pub fn learn_code(&mut self, call: &Call, code: &str) {
        self.seen.entry(call.user.clone()).or_default().keep("ResetCode", code);
    }

    /// The next call. `now` is world time.
    pub fn call(&mut self, now: i64) -> Call {
        let (user, mut params) = self.globals();
        let means_well = self.dice.chance(75);
        let entry = self.command(&user, means_well);
        let command = entry.spec.name;
        params.push(("Command".to_owned(), command.to_owned()));
        let domain = self.domain(command, &user, means_well);
        let host_record = self.dice.pick(&HOST_RECORDS);
        let by_the_second = self.dice.chance(50);
        let mut subject = Subject { command, user, domain, host_record, means_well, by_the_second, now };
        for field in entry.spec.fields {
            self.field(field, &mut subject, &mut params);
        }
        Call { entry, params, user: subject.user, domain: subject.domain }
    }

    /// A command of the list. Who means well and holds no domain yet mostly registers one instead of acting on it.
    fn command(&mut self, user: &str, means_well: bool) -> &'static Entry {
        let entry = self.any_command();
        let acts_on_domain = |field: &Field| field.declares("DomainName") || field.declares("SLD");
        if means_well
            && entry.spec.fields.iter().any(acts_on_domain)
            && self.held(user).is_empty()
            && self.dice.chance(70)
        {
            return of_name(OFTEN[0]);
        }
        entry
    }

    fn any_command(&mut self) -> &'static Entry {
        loop {
            if self.dice.chance(15) {
                return of_name(self.dice.pick(&OFTEN));
            }
            let entry = &COMMANDS[self.dice.below(COMMANDS.len())];
            if LEFT_OUT.contains(&entry.spec.name) {
                continue;
            }
            let seldom = SELDOM.iter().find(|(name, _)| *name == entry.spec.name);
            if seldom.is_none_or(|(_, times)| self.dice.below(*times) == 0) {
                return entry;
            }
        }
    }

    /// An account that calls, mostly on itself, and at times somebody who may not; and the account that is acted on.
    fn globals(&mut self) -> (String, Vec<(String, String)>) {
        let caller = self.dice.pick(&["alice", "alice", "alice", "bob", "bob", "sub"]);
        let (mut user, mut params) = (caller.to_owned(), globals(caller, ""));
        params.retain(|(name, _)| name != "Command");
        let (name, value) = match self.dice.below(40) {
            0 => ("ApiKey", key_of("nobody")),
            1 => ("ClientIp", "::1".into()),
            2 => ("UserName", self.dice.pick(&CALLERS).into()),
            3 => ("UserName", String::new()),
            4..10 if caller == "alice" => ("UserName", KEYLESS.into()),
            10 | 11 => ("UserName", self.dice.pick(&OPENED).into()),
            _ => return (user, params),
        };
        if name == "UserName" && !value.is_empty() {
            user.clone_from(&value);
        }
        params.retain(|(have, _)| have != name);
        params.push((name.to_owned(), value));
        (user, params)
    }

    /// A domain to act on. Who means well takes one that the account holds, unless it is to come.
    fn domain(&mut self, command: &str, user: &str, means_well: bool) -> String {
        let is_to_come = command.ends_with(".create") && !command.ends_with(".ns.create");
        let held = self.held(user);
        if means_well && !is_to_come && !held.is_empty() && self.dice.chance(90) {
            let place = self.dice.below(held.len());
            return held[place].clone();
        }
        self.dice.pick(&DOMAINS).to_owned()
    }

    /// The domains that an account was last let act on.
    fn held(&self, user: &str) -> Vec<String> {
        let held = self.seen.get(user).map(|seen| seen.under(HELD));
        held.into_iter().flatten().map(str::to_owned).collect()
    }

    fn field(&mut self, field: &Field, subject: &mut Subject, params: &mut Vec<(String, String)>) {
        match field {
            Field::Scalar(spec) => self.parameter(spec, spec.name, subject, params),
            Field::Numbered(specs) => self.rows(specs, subject, params),
            Field::Block { prefix, required, params: specs, .. } => {
                if *required && subject.means_well || self.dice.chance(if *required { 95 } else { 30 }) {
                    for spec in *specs {
                        self.parameter(spec, &format!("{prefix}{}", spec.name), subject, params);
                    }
                }
            }
            Field::Extended if subject.means_well || self.dice.chance(70) => {
                params.extend(EXTENDED.map(|(name, value)| (name.to_owned(), value.to_owned())));
            }
            Field::Extended => {}
        }
    }

    fn rows(&mut self, specs: &[ParamSpec], subject: &mut Subject, params: &mut Vec<(String, String)>) {
        let rows = if self.dice.chance(2) { 30 } else { self.dice.below(4) };
        for row in 1..=rows {
            subject.host_record = self.dice.pick(&HOST_RECORDS);
            for spec in specs {
                self.parameter(spec, &format!("{}{row}", spec.name), subject, params);
            }
        }
    }

    fn parameter(
        &mut self,
        spec: &ParamSpec,
        name: &str,
        subject: &Subject,
        params: &mut Vec<(String, String)>,
    ) {
        if self.dice.chance(likelihood(spec, subject)) {
            let value = self.value(spec, subject);
            params.push((name.to_owned(), value));
        }
    }

    fn value(&mut self, spec: &ParamSpec, subject: &Subject) -> String {
        let split = subject.domain.split_once('.').unwrap_or((&subject.domain, ""));
        match spec.name {
            "DomainName" => subject.domain.clone(),
            "SLD" => split.0.to_owned(),
            "TLD" => split.1.to_owned(),
            "DomainList" => {
                let count = 1 + self.dice.below(4);
                (0..count).map(|_| self.dice.pick(&DOMAINS)).collect::<Vec<_>>().join(",")
            }
            "Nameserver" => format!("ns{}.{}", 1 + self.dice.below(2), subject.domain),
            // EmailType decides which of MX and MXE may stand there.
            "RecordType" => subject.host_record.0.to_owned(),
            "Address" => subject.host_record.1.to_owned(),
            "Time" => iso8601(subject.now + self.dice.below(40 * 86_400) as i64 - 3_600),
            "IsPremiumDomain" if subject.means_well => "true".to_owned(),
            "Years"
                if subject.means_well
                    && (subject.command.contains(".transfer.") || subject.command.contains(".ssl.")) =>
            {
                "1".to_owned()
            }
            _ => {
                let account = if subject.means_well { &subject.user } else { self.dice.pick(&CALLERS) };
                let seen = self.seen.get(account).map(|seen| seen.of_parameter(spec.name));
                values::of(spec, &seen.unwrap_or_default(), subject.means_well, &mut self.dice)
            }
        }
    }
}

fn of_name(command: &str) -> &'static Entry {
    commands::slice::find(command).expect(command)
}

/// How likely a parameter is sent, of a hundred.
fn likelihood(spec: &ParamSpec, subject: &Subject) -> usize {
    let is_premium = subject.domain.starts_with("premium-");
    match spec.name {
        // Nobody has a promotion.
        "PromotionCode" => 1,
        "IsPremiumDomain" | "PremiumPrice" if is_premium && subject.means_well => 100,
        "IsPremiumDomain" | "PremiumPrice" | "EapFee" => 2,
        "EPPCode" => 95,
        "Days" | "Hours" | "Seconds" | "ResetCode" if subject.means_well && subject.by_the_second => 0,
        "To" | "OldPassword" if subject.means_well && !subject.by_the_second => 0,
        "To" | "OldPassword" | "ResetCode" => 90,
        _ if spec.required && subject.means_well => 100,
        _ if spec.required => 95,
        _ => 35,
    }
}
