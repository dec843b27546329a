"""The bytes of attachments: resumable uploads (tus 1.0), storage, downloads."""
