"""Runs nanoidp, a provider of OpenID Connect, over TLS on loopback until the process that started it ends:
`serve.py FOLDER PORT`, with `settings.yaml`, `users.yaml`, `certificate.pem` and `key.pem` in the folder, which goes
with it.
"""
import os
import shutil
import sys
import threading
import time

from nanoidp.app import create_app


def follow(parent):
    while os.getppid() == parent:
        time.sleep(0.2)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


folder, port = sys.argv[1], int(sys.argv[2])
threading.Thread(target=follow, args=(os.getppid(),), daemon=True).start()
application = create_app(config_dir=folder, profile="oauth21", strict_config=True)
application.run("127.0.0.1", port, ssl_context=(f"{folder}/certificate.pem", f"{folder}/key.pem"), threaded=True)
