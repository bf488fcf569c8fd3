#!/bin/sh
# make-secrets.sh FOLDER: the files that compose.yaml reads, each once; what is there already stays.
# Put Terrakube's PatSecret into FOLDER/upstream_jwt_secret before, if a Terrakube is behind, and an identity provider's
# client secret into FOLDER/oidc_client_secret.
set -eu
umask 077
cd "$1"
make() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
keep() { [ -s "$1" ] || { printf '%s' "$2" >"$1.new"; mv "$1.new" "$1"; }; }
keep auth_secret "$(make)"
keep token_secret "latchkey-1:$(make)"
keep upstream_jwt_secret "$(make)"
keep gateway_key "$(make)"
keep oidc_client_secret ""
keep database_password "$(make)"
keep database_url "postgres://latchkey:$(cat database_password)@database:5432/latchkey"
# Compose mounts them as they are, and the containers' accounts are others: readable to all inside a folder that is not.
chmod 0700 .
chmod 0644 ./*
