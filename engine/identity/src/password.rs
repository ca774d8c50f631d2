//! How a password is kept and judged.

use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::{Error, FieldProblem, Result, fold};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Characters at least (ASVS 6.2.1 asks for 8; the house asks for 12).
const SHORTEST: usize = 12;
/// Characters at most; long enough for any pass phrase, short enough to hash at once.
const LONGEST: usize = 128;

/// Passwords of twelve and more characters that everybody tries first, folded.
const GUESSED: &[&str] = &[
    "123456789012",
    "1234567890123",
    "12345678901234",
    "123456789123",
    "1234567891011",
    "000000000000",
    "111111111111",
    "121212121212",
    "123123123123",
    "112233445566",
    "abcdefghijkl",
    "abcdefghijklm",
    "abc123abc123",
    "abcd1234abcd",
    "qwertyuiop12",
    "qwertyuiop123",
    "qwertyuiop[]",
    "qwertzuiop12",
    "qwertzuiop123",
    "qwertzuiopu",
    "1qaz2wsx3edc",
    "1q2w3e4r5t6y",
    "1q2w3e4r5t6z",
    "qazwsxedcrfv",
    "asdfghjkl123",
    "asdfasdfasdf",
    "qwerqwerqwer",
    "passwordpassword",
    "password1234",
    "password12345",
    "password123456",
    "password2024",
    "password2025",
    "password2026",
    "passw0rd1234",
    "passwortpasswort",
    "passwort1234",
    "passwort12345",
    "passwort123456",
    "passwort2024",
    "passwort2025",
    "passwort2026",
    "geheimgeheim",
    "geheim123456",
    "meinpasswort",
    "meinpasswort1",
    "meinpasswort123",
    "neuespasswort",
    "neuespasswort1",
    "standardpasswort",
    "administrator",
    "administrator1",
    "administrator123",
    "adminadminadmin",
    "admin1234567",
    "admin12345678",
    "changemechangeme",
    "changeme1234",
    "changeme12345",
    "letmeinletmein",
    "letmein12345",
    "welcomewelcome",
    "welcome12345",
    "welcome123456",
    "willkommen12",
    "willkommen123",
    "willkommen1234",
    "willkommen2024",
    "willkommen2025",
    "willkommen2026",
    "iloveyou1234",
    "iloveyouiloveyou",
    "ichliebedich",
    "ichliebedich1",
    "ichliebedich123",
    "sommer123456",
    "sommer2024!!",
    "sommer2025!!",
    "sommer2026!!",
    "winter123456",
    "fruehling2025",
    "fruehling2026",
    "herbst123456",
    "deutschland1",
    "deutschland123",
    "oesterreich1",
    "schalke04schalke",
    "borussiadortmund",
    "bayernmuenchen",
    "fcbayernmunchen",
    "hallohallohallo",
    "hallo1234567",
    "hallo12345678",
    "startstartstart",
    "testtesttest",
    "testtesttesttest",
    "test12345678",
    "testpasswort",
    "testpassword",
    "masterpassword",
    "computer1234",
    "internet1234",
    "sonnenschein",
    "sonnenschein1",
    "schatzschatz",
    "lebenlebenleben",
    "superman1234",
    "batman123456",
    "starwars1234",
    "footballfootball",
    "fussballfussball",
    "dragondragon",
    "monkeymonkey",
    "princess1234",
    "sunshine1234",
    "trustno1trustno1",
    "correcthorsebatterystaple",
    "kontorkontor",
    "kontor123456",
];

/// Judges a password for a person, at the field it was typed into.
pub fn judge(field: &str, password: &str, login: &str, name: &str) -> Result<()> {
    let length = password.chars().count();
    let problem = |code: &str| FieldProblem::new(field, code);
    let said = if length < SHORTEST {
        Some(problem("password_short").with("min", SHORTEST))
    } else if length > LONGEST {
        Some(problem("password_long").with("max", LONGEST))
    } else if is_guessed(password) {
        Some(problem("password_common"))
    } else if holds_own_name(password, login, name) {
        Some(problem("password_has_name"))
    } else {
        None
    };
    said.map_or(Ok(()), |problem| Err(Error::Invalid(vec![problem])))
}

fn is_guessed(password: &str) -> bool {
    let folded = fold(password);
    let mut letters: Vec<char> = folded.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    letters.len() < 4 || GUESSED.contains(&folded.as_str())
}

/// A password that is little more than the person's own name is guessed first.
fn holds_own_name(password: &str, login: &str, name: &str) -> bool {
    let folded = fold(password);
    let own = kernel::words(login).into_iter().chain(kernel::words(name));
    let rest = own.filter(|word| word.len() > 2).fold(folded, |rest, word| rest.replace(&word, ""));
    rest.chars().count() < SHORTEST - 5
}

/// OWASP's first choice for Argon2id: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("fixed parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Passwords compared at once: each takes 19 MiB, and strangers decide how many there are.
static ROOM: Semaphore = Semaphore::const_new(4);
/// How long somebody waits for their turn.
const TURN: Duration = Duration::from_secs(10);

async fn turn() -> Result<SemaphorePermit<'static>> {
    let permit = tokio::time::timeout(TURN, ROOM.acquire()).await;
    let busy = || Error::Unavailable { what: "sign-in".into() };
    permit.map_err(|_| busy())?.map_err(|_| busy())
}

/// Hashes a password with a salt of its own, on a thread that may take its time.
pub async fn hash(password: String) -> Result<String> {
    let turn = turn().await?;
    let work = move || {
        let hash = argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string());
        drop(turn);
        hash
    };
    let hashed = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
    hashed.map_err(Error::internal)
}

/// Compares a password with a hash; without a hash it takes as long and fails.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    let turn = turn().await?;
    let work = move || {
        let stand_in = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                        Qf5Ay0OFTkXvHbLTFBOqjvbCbAnYXUiVrDcPRKcfL9s";
        let known = hash.is_some();
        let text = hash.unwrap_or_else(|| stand_in.to_owned());
        let fits = PasswordHash::new(&text)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        drop(turn);
        known && fits
    };
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)
}

/// Makes a password that nobody guesses, in groups that can be read out.
#[must_use]
pub fn generate() -> String {
    let token: Vec<char> =
        kernel::random_token().chars().filter(char::is_ascii_alphanumeric).take(20).collect();
    let groups: Vec<String> = token.chunks(5).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_passwords_are_told() {
        let code = |password: &str| match judge("password", password, "jreuter", "Jana Reuter") {
            Err(Error::Invalid(problems)) => problems[0].code.clone(),
            _ => String::new(),
        };
        assert_eq!(code("kurz"), "password_short");
        assert_eq!(code("aaaabbbbaaaa"), "password_common");
        assert_eq!(code("Willkommen2026"), "password_common");
        assert_eq!(code("jana.reuter1"), "password_has_name");
        assert_eq!(code("drei Äpfel im Schrank"), "");
        assert_eq!(code(&generate()), "");
    }

    #[tokio::test]
    async fn a_hash_fits_its_password_only() {
        let hash = hash("drei Äpfel im Schrank".into()).await.unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(verify("drei Äpfel im Schrank".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("drei Apfel im Schrank".into(), Some(hash)).await.unwrap());
        assert!(!verify("drei Äpfel im Schrank".into(), None).await.unwrap());
    }
}
