"""How sign-in is configured in these tests: pieces of the file."""

ADDRESS = "https://pimh.example.org"
ISSUER = "https://id.example.org"
OPENID = f'[openid]\nissuer = "{ISSUER}"\nclient_id = "pimh"\nclient_secret_file = "secret"\n'
PROXY = (
    '[proxy]\naddresses = ["10.0.0.5"]\nperson_header = "X-Person"\nsecret_header = "X-Secret"\n'
    'secret_file = "secret"\n'
)
TOP = f'address = "{ADDRESS}"\ngrants = "grants.toml"\nstate = "state"\n'
