//! A mail server for tests: it takes letters, or does not, as it is told.

use std::sync::{Arc, Mutex};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// Whoever says this is let in: user `kontor`, password `geheim`.
const KNOWN: &str = "AUTH PLAIN AGtvbnRvcgBnZWhlaW0=";

/// How the server takes what one connection brings; the last manner stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// It takes letters.
    Takes,
    /// It says that it cannot now.
    IsBusy,
    /// It does not know whom letters are for.
    Refuses,
    /// It hears the whole letter and is gone.
    HangsUp,
}

/// How the way to it is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    /// Not at all.
    Never,
    /// When asked with STARTTLS.
    WhenAsked,
    /// From the first byte.
    Always,
}

/// A mail server on this machine.
#[derive(Debug)]
pub struct Postbox {
    /// Its port on 127.0.0.1.
    pub port: u16,
    /// The certificate that it shows, as PEM; it is for `localhost`.
    pub certificate: String,
    taken: Arc<Mutex<Vec<String>>>,
}

impl Postbox {
    /// Opens one.
    ///
    /// # Panics
    /// When no port is free.
    pub async fn open(covered: Covered, manners: &[Manner]) -> Postbox {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        let made = generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        let (certificate, acceptor) = (made.cert.pem(), acceptor(&made));
        let taken = Arc::new(Mutex::new(Vec::new()));
        let (kept, mut manners) = (taken.clone(), manners.to_vec());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let manner = if manners.len() > 1 { manners.remove(0) } else { manners[0] };
                let visit = Visit { manner, kept: kept.clone() };
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    let ended = match covered {
                        Covered::Always => visit.covered(acceptor, stream).await,
                        Covered::Never => visit.talk(stream, None).await,
                        Covered::WhenAsked => visit.talk(stream, Some(acceptor)).await,
                    };
                    // Whoever comes may leave in the middle of a word.
                    drop(ended);
                });
            }
        });
        Postbox { port, certificate, taken }
    }

    /// Letters that it took, as they travelled, with long lines joined again.
    ///
    /// # Panics
    /// When a visit panicked.
    #[must_use]
    pub fn letters(&self) -> Vec<String> {
        let taken = self.taken.lock().expect("no visit panics");
        taken.iter().map(|text| text.replace("=\r\n", "").replace("=3D", "=")).collect()
    }
}

fn acceptor(made: &CertifiedKey<rcgen::KeyPair>) -> TlsAcceptor {
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).expect("a key");
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a certificate with its key");
    TlsAcceptor::from(Arc::new(config))
}

/// One connection.
struct Visit {
    manner: Manner,
    kept: Arc<Mutex<Vec<String>>>,
}

trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

impl Visit {
    async fn covered(&self, acceptor: TlsAcceptor, stream: impl Stream) -> std::io::Result<()> {
        self.talk(acceptor.accept(stream).await?, None).await
    }

    async fn talk(&self, stream: impl Stream, tls: Option<TlsAcceptor>) -> std::io::Result<()> {
        let mut stream = BufReader::new(stream);
        say(&mut stream, "220 test").await?;
        while let Some(line) = hear(&mut stream).await? {
            match line.as_str() {
                "STARTTLS" if tls.is_some() => {
                    say(&mut stream, "220 go on").await?;
                    let covered = tls.expect("it is there").accept(stream.into_inner()).await?;
                    return self.go_on(BufReader::new(covered)).await;
                }
                line if line.starts_with("EHLO") && tls.is_some() => {
                    say(&mut stream, "250-test\r\n250 STARTTLS").await?;
                }
                _ => {
                    if !self.answer(&mut stream, &line).await? {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    async fn go_on<S: Stream>(&self, mut stream: BufReader<S>) -> std::io::Result<()> {
        while let Some(line) = hear(&mut stream).await? {
            if !self.answer(&mut stream, &line).await? {
                break;
            }
        }
        Ok(())
    }

    /// Answers a line; `false` when it is gone.
    async fn answer<S: Stream>(
        &self,
        stream: &mut BufReader<S>,
        line: &str,
    ) -> std::io::Result<bool> {
        let word = line.split(' ').next().unwrap_or_default();
        let said = match (word, self.manner) {
            ("EHLO", _) => "250-test\r\n250 AUTH PLAIN",
            ("AUTH", _) if line == KNOWN => "235 welcome",
            ("AUTH", _) => "535 unknown",
            ("MAIL", Manner::IsBusy) => "451 later",
            ("RCPT", Manner::Refuses) => "550 nobody here",
            ("DATA", _) => {
                say(stream, "354 go on").await?;
                return self.take(stream).await;
            }
            ("QUIT", _) => "221 bye",
            _ => "250 ok",
        };
        say(stream, said).await?;
        Ok(word != "QUIT")
    }

    async fn take<S: Stream>(&self, stream: &mut BufReader<S>) -> std::io::Result<bool> {
        let mut text = String::new();
        while let Some(line) = hear(stream).await?.filter(|line| line != ".") {
            text.push_str(&line);
            text.push_str("\r\n");
        }
        if self.manner == Manner::HangsUp {
            return Ok(false);
        }
        self.kept.lock().expect("no visit panics").push(text);
        say(stream, "250 taken").await?;
        Ok(true)
    }
}

async fn say(stream: &mut BufReader<impl Stream>, line: &str) -> std::io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await?;
    stream.flush().await
}

async fn hear(stream: &mut BufReader<impl Stream>) -> std::io::Result<Option<String>> {
    let mut line = String::new();
    let n = stream.read_line(&mut line).await?;
    Ok((n > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}
