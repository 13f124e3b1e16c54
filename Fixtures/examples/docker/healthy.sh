#!/bin/bash
# Whether the server of this container serves: status 0 or 1. The image has no curl, so it is bash that asks; it can't
# ask over TLS, so that an image run with PYRUS_FILES_TLS wants --no-healthcheck.

exec 2>/dev/null
exec 3<>"/dev/tcp/127.0.0.1/$PYRUS_FILES_PORT" || exit 1
printf 'GET /_control/health HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nConnection: close\r\n\r\n' \
    "$PYRUS_FILES_CONTROL_TOKEN" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
