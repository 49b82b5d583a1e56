//! Headless Chromium, driven over its DevTools protocol.
//!
//! Only what the tests of pages need: open a page, press and click, hand over files, evaluate, print,
//! and hear of every error and every request. The protocol is JSON over a WebSocket; each call waits for its answer.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};
use tungstenite::{Message, WebSocket, stream::MaybeTlsStream};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(300);

/// A browser with one page.
pub struct Browser {
    child: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    session: String,
    calls: u64,
    events: Vec<Value>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts Chromium with a fresh profile; `CHROMIUM` names another program than `chromium`.
    pub fn start() -> Self {
        let profile = tempfile::tempdir().expect("a directory for the profile");
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".into());
        let mut child = Command::new(&program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                // A report in a frame is asked as the page around it is.
                "--disable-features=IsolateSandboxedIframes",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}"));
        let said = BufReader::new(child.stderr.take().expect("its standard error"));
        let mut lines = said.lines().map_while(Result::ok);
        let address = lines
            .find_map(|line| line.strip_prefix("DevTools listening on ").map(str::to_owned))
            .expect("the address of the protocol");
        // Whatever else it says has to be read, or it would wait.
        std::thread::spawn(move || lines.for_each(drop));
        let (socket, _) = tungstenite::connect(address).expect("a connection");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        }
        let (session, events) = (String::new(), Vec::new());
        let mut browser = Self { child, socket, session, calls: 0, events, _profile: profile };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = browser.call("Target.attachToTarget", attach);
        browser.session = attached["sessionId"].as_str().expect("a session").into();
        for domain in ["Page.enable", "Runtime.enable", "Log.enable", "Network.enable"] {
            browser.call(domain, json!({}));
        }
        browser
    }

    /// Calls a method of the protocol.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.calls += 1;
        let mut request = json!({ "id": self.calls, "method": method, "params": parameters });
        if !self.session.is_empty() {
            request["sessionId"] = json!(self.session);
        }
        self.socket.send(Message::text(request.to_string())).expect("sent");
        loop {
            let message = self.receive();
            if message["id"] == self.calls {
                assert!(message["error"].is_null(), "{method}: {}", message["error"]);
                return message["result"].clone();
            }
            self.events.push(message);
        }
    }

    fn receive(&mut self) -> Value {
        loop {
            if let Message::Text(text) = self.socket.read().expect("an answer in time") {
                return serde_json::from_str(&text).expect("JSON");
            }
        }
    }

    /// The width and height of the window, and whether the system prefers dark.
    pub fn window(&mut self, width: u32, height: u32, dark: bool) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme },
                              { "name": "prefers-reduced-motion", "value": "reduce" }]);
        self.call("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// Opens a file and waits until it is loaded.
    pub fn open(&mut self, file: &Path) {
        let file = fs::canonicalize(file).expect("a page");
        self.events.clear();
        let url = format!("file://{}", file.display());
        self.call("Page.navigate", json!({ "url": url }));
        self.wait(&format!(
            "document.readyState === 'complete' && document.URL.endsWith({:?})",
            file.file_name().unwrap_or_default()
        ));
    }

    /// The value of an expression in the page, awaited where it is a promise.
    #[track_caller]
    pub fn evaluate(&mut self, expression: &str) -> Value {
        let parameters =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let result = self.call("Runtime.evaluate", parameters);
        let problem = &result["exceptionDetails"];
        assert!(problem.is_null(), "{expression}: {problem}");
        result["result"]["value"].clone()
    }

    /// The value of an expression in the frame of the page, the one that was opened last.
    #[track_caller]
    pub fn evaluate_in_frame(&mut self, expression: &str) -> Value {
        let tree = self.call("Page.getFrameTree", json!({}));
        let frame = tree["frameTree"]["childFrames"][0]["frame"]["id"].clone();
        let context = |event: &Value| {
            let context = &event["params"]["context"];
            let is_its = event["method"] == "Runtime.executionContextCreated"
                && context["auxData"]["frameId"] == frame
                && context["auxData"]["isDefault"] == true;
            is_its.then(|| context["id"].clone())
        };
        let context = self.events.iter().rev().find_map(context).expect("a frame");
        let parameters =
            json!({ "expression": expression, "returnByValue": true, "contextId": context });
        let result = self.call("Runtime.evaluate", parameters);
        let problem = &result["exceptionDetails"];
        assert!(problem.is_null(), "{expression}: {problem}");
        result["result"]["value"].clone()
    }

    /// Hands files to the input that a selector finds.
    #[track_caller]
    pub fn choose(&mut self, selector: &str, files: &[PathBuf]) {
        let expression = format!("document.querySelector({selector:?})");
        let input = self.call("Runtime.evaluate", json!({ "expression": expression }));
        let object = &input["result"]["objectId"];
        let parameters = json!({ "files": files, "objectId": object });
        self.call("DOM.setFileInputFiles", parameters);
    }

    /// Drops files into the middle of the window.
    pub fn drop_files(&mut self, files: &[PathBuf]) {
        let middle = self.evaluate("[innerWidth / 2, innerHeight / 2]");
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": middle[0], "y": middle[1], "data": data });
            self.call("Input.dispatchDragEvent", event);
        }
    }

    /// Lets the page save files, into a folder.
    pub fn downloads(&mut self, folder: &Path) {
        let parameters = json!({ "behavior": "allow", "downloadPath": folder });
        self.call("Page.setDownloadBehavior", parameters);
    }

    /// What the page asked for since it was opened, itself among it.
    pub fn requests(&mut self) -> Vec<String> {
        self.evaluate("0");
        let url = |event: &Value| {
            let sent = ["Network.requestWillBeSent", "Network.webSocketCreated"]
                .contains(&event["method"].as_str()?);
            let params = &event["params"];
            let url = params["request"]["url"].as_str().or(params["url"].as_str())?;
            sent.then(|| url.to_owned())
        };
        self.events.iter().filter_map(url).collect()
    }

    /// The text of the first element that a selector finds.
    #[track_caller]
    pub fn text(&mut self, selector: &str) -> String {
        let found = self.evaluate(&format!("document.querySelector({selector:?})?.textContent"));
        found.as_str().unwrap_or_else(|| panic!("nothing is {selector}")).into()
    }

    /// Waits until an expression is true.
    #[track_caller]
    pub fn wait(&mut self, condition: &str) {
        let begun = Instant::now();
        while self.evaluate(condition) != true {
            assert!(begun.elapsed() < PATIENCE, "never true: {condition}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks with the mouse into the middle of the first element that a selector finds.
    #[track_caller]
    pub fn click(&mut self, selector: &str) {
        // What comes into view is laid out anew and may move, so it is aimed at until it is hit.
        let middle = format!(
            "new Promise((done) => {{
               const e = document.querySelector({selector:?});
               const aim = (left) => {{
                 e.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
                 requestAnimationFrame(() => {{
                   const r = e.getClientRects()[0];
                   const [x, y] = [r.x + r.width / 2, r.y + r.height / 2];
                   if (left === 0 || e.contains(document.elementFromPoint(x, y))) done([x, y]);
                   else aim(left - 1);
                 }});
               }};
               aim(50);
             }})"
        );
        let middle = self.evaluate(&middle);
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": middle[0], "y": middle[1], "button": "left", "clickCount": 1 });
            self.call("Input.dispatchMouseEvent", event);
        }
    }

    /// Presses a key.
    pub fn press(&mut self, key: &str) {
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({ "type": kind, "key": key, "code": key, "text": text });
            self.call("Input.dispatchKeyEvent", event);
        }
    }

    /// Every error that the page met since it was opened: exceptions, console errors, and what the
    /// browser logs as an error (a refused load, a violated policy).
    pub fn errors(&mut self) -> Vec<Value> {
        // An answer comes behind all events before it.
        self.evaluate("0");
        let is_error = |event: &&Value| match event["method"].as_str() {
            Some("Runtime.exceptionThrown") => true,
            Some("Runtime.consoleAPICalled") => event["params"]["type"] == "error",
            Some("Log.entryAdded") => event["params"]["entry"]["level"] == "error",
            _ => false,
        };
        self.events.iter().filter(is_error).cloned().collect()
    }

    /// What the window shows, as a PNG.
    pub fn screenshot(&mut self) -> Vec<u8> {
        let shot = self.call("Page.captureScreenshot", json!({ "format": "png" }));
        STANDARD.decode(shot["data"].as_str().expect("a picture")).expect("base64")
    }

    /// The page printed on A4, as a PDF.
    pub fn print(&mut self) -> Vec<u8> {
        let paper = json!({ "preferCSSPageSize": true, "printBackground": true });
        let printed = self.call("Page.printToPDF", paper);
        STANDARD.decode(printed["data"].as_str().expect("a document")).expect("base64")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A real document of the crate's tests.
pub fn document(name: &str) -> PathBuf {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/data/documents");
    documents.join(format!("{name}.json"))
}
