//! Many signed-in people at once, who read and write with time to think, for some minutes.
//!
//! Fails when an answer is an error, when one in twenty answers takes more than 300 ms, or when
//! its own memory grows by more than 20 MB from the second minute to the last. Every fourth person
//! sees what is their own. Nothing but the program on loopback is asked.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::at;
use crate::client::{Answer, Client, Request, Session};
use crate::day::{self, Desk, KINDS, Kind, Person};
use crate::program::{ADMINISTRATOR, Program, Server};
use crate::raw::Raw;

/// Milliseconds within which nineteen of twenty answers are there.
const PROMPT: f64 = 300.0;
/// Of the writing, how much may be refused: what the mix itself brings about, and no more.
const REFUSED: f64 = 0.02;
/// KiB by which memory may grow from the second minute to the last.
const GROWTH: u64 = 20 * 1024;
const WARM: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_secs(15);
/// Opportunities on the board.
const DEALS: u64 = 5_000;
/// What was refused or failed and is told word for word.
const TOLD: usize = 10;

/// One request and what became of it.
struct Done {
    kind: Kind,
    millis: f64,
    fate: Fate,
}

enum Fate {
    Answered,
    /// 409 or 422: somebody else was first, or the rules say no.
    Refused(String),
    Failed(String),
}

impl Done {
    fn is_refused(&self) -> bool {
        matches!(self.fate, Fate::Refused(_))
    }

    fn has_failed(&self) -> bool {
        matches!(self.fate, Fate::Failed(_))
    }
}

/// Makes the data once, signs everybody in, then measures; ends the process when a bound is missed.
pub fn run(words: &[String], postgres: Option<String>) {
    let told = |name: &str, usual: u64| {
        let said = words.iter().find_map(|word| word.strip_prefix(name)?.parse().ok());
        said.unwrap_or(usual)
    };
    let (people, minutes) = (told("people=", 200), told("minutes=", 8));
    let contacts = told("contacts=", 100_000);
    let program = Program::find_named(&format!("load{people}-"), contacts, postgres.clone());
    fill(&program, people, contacts);
    let server = program.serve();
    let mut raw = match &postgres {
        None => Raw::sqlite(&program.file()),
        Some(url) => Raw::postgres(url),
    };
    raw.settle();
    let all = desk(&mut raw, "");
    let own: Vec<Option<Desk>> = (1..=people)
        .map(|n| {
            let user = sees_own(n).then(|| raw.user(&login(n)))?;
            Some(desk(&mut raw, &format!(" AND owner_id = {user}")))
        })
        .collect();
    let words = raw.texts("SELECT last_name_fold FROM contacts LIMIT 2000");
    drop(raw);
    let run = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let begun = Instant::now();
    let sit_down = |n: u64| Person {
        session: Session::sign_in(&login(n)),
        desk: own[n as usize - 1].as_ref().unwrap_or(&all),
        words: &words,
        run,
        chance: n,
    };
    let team: Vec<Person<'_>> = (1..=people).map(sit_down).collect();
    println!("{people} people signed in after {:.0} s", begun.elapsed().as_secs_f64());
    let length = Duration::from_secs(60 * minutes);
    let (done, memory) = watch(team, &server, length);
    drop(server);
    print_table(&done, length);
    if !holds(&done, &memory) {
        std::process::exit(1);
    }
}

fn login(n: u64) -> String {
    format!("person{n}")
}

fn sees_own(n: u64) -> bool {
    n.is_multiple_of(4)
}

fn fill(program: &Program, people: u64, contacts: u64) {
    if !program.has_no_users() {
        return;
    }
    for n in 1..=people {
        let kind: &[&str] = if sees_own(n) { &["--own-only"] } else { &[] };
        program.add_user(&login(n), kind);
    }
    // The last one is the mark that all are there.
    program.add_user(ADMINISTRATOR, &["--admin"]);
    program.seed(contacts);
    program.add_deals(DEALS);
}

fn desk(raw: &mut Raw, only: &str) -> Desk {
    let id = raw.id();
    let open = "stage NOT IN ('won', 'lost')";
    let contacts = raw.texts(&format!("SELECT {id} FROM contacts WHERE trashed_at IS NULL{only}"));
    let deals = raw.texts(&format!(
        "SELECT {id} FROM opportunities WHERE trashed_at IS NULL AND {open}{only}"
    ));
    assert!(!contacts.is_empty() && !deals.is_empty(), "somebody has nothing to work on");
    Desk { contacts, deals }
}

/// Lets everybody work and looks at the memory meanwhile: seconds, resident and own KiB.
fn watch(
    team: Vec<Person<'_>>,
    server: &Server,
    length: Duration,
) -> (Vec<Done>, Vec<(u64, u64, u64)>) {
    let begun = Instant::now();
    let end = begun + length;
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            team.into_iter().map(|person| scope.spawn(move || work(person, end))).collect();
        let mut memory = Vec::new();
        println!("{:>6} {:>12} {:>12}", "s", "resident MB", "anonymous MB");
        while begun.elapsed() < length {
            std::thread::sleep(LOOK.min(end.saturating_duration_since(Instant::now())));
            let (all, own) = (server.resident(), server.memory("RssAnon:"));
            let seconds = begun.elapsed().as_secs();
            println!("{seconds:>6} {:>12} {:>12}", all / 1024, own / 1024);
            memory.push((seconds, all, own));
        }
        let done = workers.into_iter().flat_map(|worker| worker.join().expect("a worker ends"));
        (done.collect(), memory)
    })
}

fn work(mut person: Person<'_>, end: Instant) -> Vec<Done> {
    let mut client = Client::open(&person.session.cookie);
    let mut all = Vec::new();
    let mut pause = person.late();
    loop {
        std::thread::sleep(pause.min(end.saturating_duration_since(Instant::now())));
        if end <= Instant::now() {
            return all;
        }
        let kind = person.choose();
        let mut about = (String::new(), String::new());
        if kind == Kind::Edit {
            about.0 = person.contact();
            let (done, answer) = ask(&mut person, &mut client, Kind::Form, &about);
            all.push(done);
            let form = answer.and_then(|answer| day::version(&answer.content));
            about.1 = form.unwrap_or_default();
            std::thread::sleep(person.thought());
        }
        all.push(ask(&mut person, &mut client, kind, &about).0);
        pause = person.thought();
    }
}

fn ask(
    person: &mut Person<'_>,
    client: &mut Client,
    kind: Kind,
    (id, version): &(String, String),
) -> (Done, Option<Answer>) {
    let request = person.request(kind, (id, version));
    let begun = Instant::now();
    let answer = client.try_to_ask(&request);
    let millis = begun.elapsed().as_secs_f64() * 1000.0;
    let named = |said: String| format!("{} {}: {said}", request.method, request.path);
    let fate = match &answer {
        Err(error) => Fate::Failed(named(error.to_string())),
        Ok(Answer { status: status @ (409 | 422), .. }) => {
            Fate::Refused(named(format!("answered {status}")))
        }
        Ok(answer) if is_right(&request, answer) => Fate::Answered,
        Ok(answer) => Fate::Failed(named(format!("answered {}", answer.status))),
    };
    if answer.is_err()
        && let Ok(fresh) = Client::try_to_open(&person.session.cookie)
    {
        *client = fresh;
    }
    (Done { kind, millis, fate }, answer.ok())
}

/// Whether an answer is what a person waits for: not one that leads to the sign-in because the
/// session was lost, asks once more instead of writing, or is a form without its version.
fn is_right(request: &Request, answer: &Answer) -> bool {
    if answer.lines.iter().any(|line| line.starts_with("location: /login")) {
        return false;
    }
    match request.method {
        "POST" => answer.status == 303,
        _ if request.path.ends_with("/edit") => day::version(&answer.content).is_some(),
        _ => (200..400).contains(&answer.status),
    }
}

fn print_table(done: &[Done], length: Duration) {
    println!(
        "{:<20} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8} {:>7}",
        "", "n", "p50 ms", "p95 ms", "p99 ms", "longest", "refused", "errors"
    );
    for (kind, name) in KINDS {
        print_line(name, done.iter().filter(|done| done.kind == kind));
    }
    print_line("all", done.iter());
    println!("{:.1} answers a second", done.len() as f64 / length.as_secs_f64());
    let told = done.iter().filter_map(|done| match &done.fate {
        Fate::Answered => None,
        Fate::Refused(said) | Fate::Failed(said) => Some(said),
    });
    told.take(TOLD).for_each(|said| println!("{said}"));
}

fn print_line<'a>(name: &str, done: impl Iterator<Item = &'a Done>) {
    let done: Vec<&Done> = done.collect();
    let times = sorted(done.iter().copied());
    println!(
        "{name:<20} {:>7} {:>8.1} {:>8.1} {:>8.1} {:>8.1} {:>8} {:>7}",
        done.len(),
        at(&times, 0.5),
        at(&times, 0.95),
        at(&times, 0.99),
        at(&times, 1.0),
        done.iter().filter(|done| done.is_refused()).count(),
        done.iter().filter(|done| done.has_failed()).count(),
    );
}

fn sorted<'a>(done: impl Iterator<Item = &'a Done>) -> Vec<f64> {
    let mut times: Vec<f64> =
        done.filter(|done| !done.has_failed()).map(|done| done.millis).collect();
    times.sort_by(f64::total_cmp);
    times
}

/// Says of each bound whether it holds.
fn holds(done: &[Done], memory: &[(u64, u64, u64)]) -> bool {
    let errors = done.iter().filter(|done| done.has_failed()).count();
    let p95 = at(&sorted(done.iter()), 0.95);
    let writing = done.iter().filter(|done| day::WRITING.contains(&done.kind)).count() as f64;
    let refused = done.iter().filter(|done| done.is_refused()).count();
    let most_refused = (writing * REFUSED).ceil() as usize;
    println!("errors: {errors}, none allowed");
    println!("refused: {refused} of {writing} that write, {most_refused} allowed");
    println!("p95: {p95:.1} ms, {PROMPT:.0} allowed");
    let growth = grown(memory);
    match growth {
        None => println!("memory: not judged, less than two minutes were measured after the first"),
        Some(growth) => println!(
            "memory: {} MB more in the last minute than in the second, {} allowed",
            growth / 1024,
            GROWTH / 1024
        ),
    }
    let growth = growth.unwrap_or(0);
    errors == 0 && refused <= most_refused && p95 <= PROMPT && growth <= GROWTH
}

/// KiB by which the own memory of the program grew from the second minute to the last, each as
/// the mean of its looks: a single look shows work that is under way. Pages of the file that the
/// system maps and takes back as it likes are no memory of the program.
fn grown(memory: &[(u64, u64, u64)]) -> Option<u64> {
    let end = memory.last().map(|(seconds, ..)| *seconds)?;
    let warm = WARM.as_secs();
    if end < 3 * warm {
        return None;
    }
    let mean = |from: u64, to: u64| {
        let looks = memory.iter().filter(|(seconds, ..)| (from..=to).contains(seconds));
        let own: Vec<u64> = looks.map(|(_, _, own)| *own).collect();
        own.iter().sum::<u64>() / own.len().max(1) as u64
    };
    Some(mean(end - warm, end).saturating_sub(mean(warm, 2 * warm)))
}
