"""What every stored model promises, whoever spoils its folder: the same answers, or an error that names the file."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_histories import scattered

from recommender import ModelFileError, Scorer

# The tests are inherited by the class of each model, and put the folder right again after every example.
shared = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.function_scoped_fixture],
)


def rewrite_manifest(path: Path, **changes: object) -> None:
    """The manifest as a program would write it, with other fields."""
    manifest = json.loads(path.read_text()) | changes
    path.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")


def replace_vouched_for(path: Path, content: bytes) -> None:
    """Another content, for which the manifest vouches."""
    path.write_bytes(content)
    manifest = path.parent / "manifest.json"
    files = json.loads(manifest.read_text())["files"]
    files[path.name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    rewrite_manifest(manifest, files=files)


def array_of_objects() -> bytes:
    """What NumPy would need pickle to read."""
    file = io.BytesIO()
    np.save(file, np.array([{}], dtype=object), allow_pickle=True)
    return file.getvalue()


class KeptModelContract:
    make: Callable[[], Scorer]

    @pytest.fixture(scope="class")
    @classmethod
    def kept(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        """A model of this class as a folder, which every test leaves as it was."""
        folder = tmp_path_factory.mktemp("kept") / "model"
        cls.make().fit(scattered(seed=1)).save(folder)
        return folder

    def load(self, folder: Path) -> Scorer:
        return type(type(self).make()).load(folder)

    def refused(self, folder: Path, name: str, content: bytes) -> ModelFileError:
        """The error of loading with another content of one file, which is then put right."""
        before = (folder / name).read_bytes()
        try:
            (folder / name).write_bytes(content)
            with pytest.raises(ModelFileError) as caught:
                self.load(folder)
        finally:
            (folder / name).write_bytes(before)
        return caught.value

    @shared
    @given(data=st.data())
    def test_a_file_cut_short_at_any_length_is_named(self, kept: Path, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(path.name for path in kept.iterdir())))
        content = (kept / name).read_bytes()
        length = data.draw(st.integers(0, len(content) - 1))
        assert self.refused(kept, name, content[:length]).path == kept / name

    @shared
    @given(data=st.data())
    def test_a_file_with_any_one_byte_altered_is_named(self, kept: Path, data: st.DataObject) -> None:
        name = data.draw(st.sampled_from(sorted(path.name for path in kept.iterdir())))
        content = bytearray((kept / name).read_bytes())
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        fault = self.refused(kept, name, bytes(content))
        # Where the manifest's word for a file is altered, nobody can tell which of the two is.
        assert fault.path == kept / name or (name == "manifest.json" and fault.path.parent == kept)

    def test_a_model_of_another_version_is_refused(self, kept: Path) -> None:
        written = (kept / "manifest.json").read_bytes()
        rewrite_manifest(kept / "manifest.json", format=json.loads(written)["format"] + 1)
        other = (kept / "manifest.json").read_bytes()
        (kept / "manifest.json").write_bytes(written)
        told = str(self.refused(kept, "manifest.json", other))
        assert "this program reads" in told
        assert told.endswith("train the model again.")

    def test_no_array_of_it_is_ever_unpickled(self, kept: Path) -> None:
        written = (kept / "manifest.json").read_bytes()
        for path in sorted(kept.glob("*.npy")):
            before = path.read_bytes()
            try:
                replace_vouched_for(path, array_of_objects())
                with pytest.raises(ModelFileError, match="it is not an array"):
                    self.load(kept)
            finally:
                path.write_bytes(before)
                (kept / "manifest.json").write_bytes(written)

    def test_what_it_loads_lies_in_the_files_and_not_in_memory_of_its_own(self, kept: Path) -> None:
        model = self.load(kept)
        mapped = {Path(part.path) for part in psutil.Process().memory_maps()}
        assert mapped & set(kept.glob("*.npy"))
        assert model.recommend("u7", 3)
