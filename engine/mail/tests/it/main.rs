//! Letters and a mail server that speaks, with all that can go wrong between them.

use mail::{Failure, Letter, MailServer, Settings};
use testkit::{Covered, Manner, Postbox};

fn letter() -> Letter {
    Letter {
        id: "1".into(),
        name: "Jana Reuter".into(),
        to: "jana@example.de".into(),
        subject: "Guten Tag".into(),
        text: "Deich".into(),
        html: "<p>Deich</p>".into(),
        unsubscribe: "https://kontor.example.de/me".into(),
        ..Letter::default()
    }
}

fn server(url: String, authorities: Option<&str>) -> MailServer {
    let from = "Kontor <kontor@example.de>".into();
    let authorities = authorities.map(|pem| pem.as_bytes().to_vec());
    let settings = Settings { url, from, password: None, authorities };
    MailServer::new(&settings).expect("the settings are read")
}

fn open(port: u16) -> MailServer {
    server(format!("smtp://kontor:geheim@127.0.0.1:{port}?tls=none"), None)
}

async fn fails(server: &MailServer) -> Failure {
    server.send(&letter()).await.expect_err("it is not handed over")
}

#[tokio::test]
async fn a_letter_is_handed_over_open_and_covered() {
    for (covered, url) in [
        (Covered::Never, "smtp://kontor:geheim@localhost:{}?tls=none"),
        (Covered::WhenAsked, "smtp://kontor:geheim@localhost:{}"),
        (Covered::Always, "smtps://kontor:geheim@localhost:{}"),
    ] {
        let postbox = Postbox::open(covered, &[Manner::Takes]).await;
        let url = url.replace("{}", &postbox.port.to_string());
        let server = server(url, Some(&postbox.certificate));
        server.send(&letter()).await.unwrap_or_else(|why| panic!("{covered:?}: {why}"));
        let letters = postbox.letters();
        assert_eq!(letters.len(), 1, "{covered:?}");
        assert!(letters[0].contains("Subject: Guten Tag\r\n"), "{}", letters[0]);
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_knows_is_refused() {
    for (covered, scheme) in [(Covered::WhenAsked, "smtp"), (Covered::Always, "smtps")] {
        let postbox = Postbox::open(covered, &[Manner::Takes]).await;
        let url = format!("{scheme}://kontor:geheim@localhost:{}", postbox.port);
        let failure = fails(&server(url, None)).await;
        let said = failure.to_string();
        assert!(!matches!(failure, Failure::Unclear(_)), "{failure:?}");
        assert!(said.contains("certificate") && !said.contains("geheim"), "{said}");
        assert_eq!(postbox.letters().len(), 0);
    }
}

#[tokio::test]
async fn nothing_is_said_openly_to_a_server_that_does_not_encrypt() {
    let postbox = Postbox::open(Covered::Never, &[Manner::Takes]).await;
    let url = format!("smtp://kontor:geheim@localhost:{}", postbox.port);
    let failure = fails(&server(url, None)).await;
    assert!(matches!(&failure, Failure::Refused(why) if why.contains("STARTTLS")), "{failure:?}");
}

#[tokio::test]
async fn each_failure_says_whether_trying_again_helps() {
    let busy = Postbox::open(Covered::Never, &[Manner::IsBusy]).await;
    let failure = fails(&open(busy.port)).await;
    assert!(matches!(&failure, Failure::Passing(why) if why.contains("451")), "{failure:?}");
    let strict = Postbox::open(Covered::Never, &[Manner::Refuses]).await;
    let failure = fails(&open(strict.port)).await;
    assert!(matches!(&failure, Failure::Refused(why) if why.contains("550")), "{failure:?}");
    let rude = Postbox::open(Covered::Never, &[Manner::HangsUp]).await;
    let failure = fails(&open(rude.port)).await;
    assert!(matches!(failure, Failure::Unclear(_)), "{failure:?}");
    let url = format!("smtp://kontor:falsch@127.0.0.1:{}?tls=none", busy.port);
    let failure = fails(&server(url, None)).await;
    assert!(matches!(&failure, Failure::Refused(why) if why.contains("535")), "{failure:?}");
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let port = free.local_addr().expect("it has an address").port();
    drop(free);
    let failure = fails(&open(port)).await;
    assert!(matches!(failure, Failure::Passing(_)), "{failure:?}");
}
