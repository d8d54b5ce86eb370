"""TLS before a plain port. Blocking sockets, since asyncio drops the alert that tells a client why it is refused."""
import select
import socket
import ssl
import threading


def serve(folder, certificate, client_root, port):
    """Listens, and passes what comes in on to the port; returns the own one."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{certificate}.pem", folder / f"{certificate}.key")
    if client_root:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(folder / f"{client_root}.pem")
    listener = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            client, _ = listener.accept()
            threading.Thread(target=_serve, args=(context, client, port), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def _serve(context, client, port):
    try:
        with context.wrap_socket(client, server_side=True) as inner, socket.create_connection(("127.0.0.1", port)) as outer:
            while True:
                ready = [inner] if inner.pending() else select.select([inner, outer], [], [])[0]
                for source, target in ((inner, outer), (outer, inner)):
                    if source in ready:
                        chunk = source.recv(65536)
                        if not chunk:
                            return
                        target.sendall(chunk)
    except OSError:
        # A client that is refused, or gone.
        client.close()
