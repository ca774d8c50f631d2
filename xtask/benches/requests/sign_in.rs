//! What the time of a refused sign-in tells: who exists, who may not come, who has no password.

use std::io::{BufRead, BufReader, Write};
use std::net::Ipv4Addr;
use std::time::Instant;

use tokio::net::TcpSocket;
use tokio::runtime::Runtime;

use crate::at;
use crate::client::ADDRESS;
use crate::program::{ADMINISTRATOR, COLLEAGUES, Program};

/// Tries of each kind.
const TRIES: u16 = 300;

/// How much the medians may differ, in parts of the median; what the network adds is more.
const TELLING: f64 = 0.05;

/// Asks with wrong passwords in turn, from an address of its own each time: a wait would tell.
pub fn run(postgres: Option<String>) {
    let program = Program::find_named("sign-in", 10, postgres);
    if program.has_no_users() {
        program.add_user(ADMINISTRATOR, &["--admin"]);
        COLLEAGUES.iter().for_each(|name| program.add_user(name, &[]));
        for (name, change) in [("bela", "is_active = 0"), ("carla", "password_hash = NULL")] {
            let statement = format!("UPDATE users SET {change} WHERE login = '{name}'");
            program.raw().change(&program.file(), &statement);
        }
    }
    let _server = program.serve();
    let runtime = Runtime::new().expect("a runtime starts");
    let kinds = [
        ("somebody, wrong password", "anna"),
        ("nobody of that name", "zora"),
        ("somebody who was shut out", "bela"),
        ("somebody without a password", "carla"),
    ];
    let mut times = kinds.map(|_| Vec::new());
    for n in 0..TRIES {
        for (kind, (_, name)) in kinds.iter().enumerate() {
            times[kind].push(refused(&runtime, name, u32::from(n) * 4 + kind as u32));
        }
    }
    println!("{:<30} {:>8} {:>8} {:>8}", "", "p10", "p50", "p90");
    let mut medians = Vec::new();
    for ((label, _), mut times) in kinds.into_iter().zip(times) {
        times.sort_by(f64::total_cmp);
        medians.push(at(&times, 0.5));
        println!(
            "{label:<30} {:>8.2} {:>8.2} {:>8.2}",
            at(&times, 0.1),
            at(&times, 0.5),
            at(&times, 0.9)
        );
    }
    let (least, most) = medians
        .iter()
        .fold((f64::MAX, 0.0_f64), |(least, most), ms| (least.min(*ms), most.max(*ms)));
    let share = (most - least) / least;
    println!("the medians differ by {:.1} %", share * 100.0);
    assert!(share < TELLING, "the time of a refusal tells who there is");
}

/// Milliseconds until a wrong password is refused.
fn refused(runtime: &Runtime, name: &str, n: u32) -> f64 {
    let from = Ipv4Addr::from_bits(u32::from(Ipv4Addr::new(127, 1, 0, 1)) + n);
    let connect = async {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        socket.connect(ADDRESS.parse().expect("an address")).await?.into_std()
    };
    let stream = runtime.block_on(connect).expect("it listens");
    stream.set_nonblocking(false).expect("it can wait");
    stream.set_nodelay(true).expect("it is a connection");
    let mut stream = BufReader::new(stream);
    let body = format!("name={name}&password=das+ist+es+sicher+nicht+{n}");
    let text = format!(
        "POST /login HTTP/1.1\r\nhost: {ADDRESS}\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\nconnection: close\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    );
    let begun = Instant::now();
    stream.get_mut().write_all(text.as_bytes()).expect("it reads");
    let mut line = String::new();
    stream.read_line(&mut line).expect("it answers");
    let took = begun.elapsed().as_secs_f64() * 1000.0;
    assert!(line.contains(" 422 ") || line.contains(" 401 "), "{name}: {line}");
    took
}
