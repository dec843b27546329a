"""The bytes of attachments: taken piece by piece (tus 1.0), kept once an account, handed out."""
