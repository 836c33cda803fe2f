"""A small HTTP server: functions from the path to (status, content type, body)."""

import http.server


def serve(address, port, respond, server_name=None, change=None):
    """Never returns. `change` answers DELETE and PATCH, which are not implemented without it."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reads = self.command in ("GET", "HEAD")
            status, kind, body = respond(self.path) if reads else change(self.command, self.path, sent)
            content = body.encode()
            self.send_response_only(status)
            if server_name:
                self.send_header("Server", server_name)
            self.send_header("Date", self.date_time_string())
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        do_HEAD = do_GET
        if change:
            do_DELETE = do_PATCH = do_GET

        def log_message(self, *_):
            pass

    class Server(http.server.ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, *_):  # a client that hangs up is no news
            pass

        def server_bind(self):  # the parent's would look up the host's name
            self.socket.setsockopt(1, 2, 1)
            self.socket.bind(self.server_address)
            self.server_name, self.server_port = address, port

    Server((address, port), Handler).serve_forever()
