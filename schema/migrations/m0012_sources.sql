-- A run remembers what the files it was made from said, so that it is known when one of them was edited.

-- {"manifest": where it was, or null, "files": {name: SHA-256 over its bytes}}; the manifest's own bytes are beside it. NULL for
-- runs that were frozen before, of which only the manifest can be compared.
ALTER TABLE runContent ADD COLUMN sources TEXT CHECK (sources GLOB '{*}');
