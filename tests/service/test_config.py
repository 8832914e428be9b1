from pathlib import Path

import pytest
from pydantic import ValidationError

from index.errors import ConfigError
from service.config import Settings, read_settings, settings_in_force


def test_without_variables_and_flags_every_setting_has_its_default():
    settings = read_settings({"HOME": "/home/lin"})
    assert settings.library == Path("data/library")
    assert settings.reports is None
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.cache_dir == Path("/home/lin/.cache/wenju")


def test_a_variable_goes_before_the_default_and_a_flag_before_the_variable():
    environ = {"WENJU_PORT": "9000", "WENJU_HOST": "::"}
    settings = read_settings(environ, {"port": 9100, "host": None})
    assert (settings.port, settings.host) == (9100, "::")


def test_an_empty_variable_counts_as_not_set():
    assert read_settings({"WENJU_LIBRARY": "", "WENJU_PORT": ""}) == read_settings({})


def test_the_cache_follows_the_base_directory_of_the_user():
    environ = {"HOME": "/home/lin", "XDG_CACHE_HOME": "/var/cache/lin"}
    assert read_settings(environ).cache_dir == Path("/var/cache/lin/wenju")
    relative = {"HOME": "/home/lin", "XDG_CACHE_HOME": "cache"}
    assert read_settings(relative).cache_dir == Path("/home/lin/.cache/wenju")


def test_an_unknown_variable_is_refused_with_the_known_ones():
    with pytest.raises(ConfigError) as caught:
        read_settings({"WENJU_LIBARY": "x", "WENJU_ZZZ": "y", "HOME": "/home/lin"})
    said = str(caught.value)
    assert "WENJU_LIBARY (did you mean WENJU_LIBRARY?)" in said
    assert "WENJU_ZZZ" in said
    assert "WENJU_THREADS" in said
    assert "HOME" not in said


@pytest.mark.parametrize(
    ("environ", "flags", "said"),
    [
        ({"WENJU_PORT": "many"}, {}, "WENJU_PORT is 'many'"),
        ({"WENJU_PORT": "65536"}, {}, "WENJU_PORT is '65536'"),
        ({"WENJU_LOG_LEVEL": "loud"}, {}, "WENJU_LOG_LEVEL is 'loud'"),
        ({}, {"threads": 0}, "--threads is 0"),
        ({"WENJU_PORT": "1"}, {"lock_timeout_s": -1}, "--lock-timeout-s is -1"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_with_where_it_came_from(environ, flags, said):
    with pytest.raises(ConfigError, match=said):
        read_settings(environ, flags)


def test_all_unusable_values_are_told_at_once():
    with pytest.raises(ConfigError, match=r"WENJU_PORT.*WENJU_THREADS"):
        read_settings({"WENJU_PORT": "x", "WENJU_THREADS": "x"})


def test_settings_cannot_be_changed_after_they_are_read():
    with pytest.raises(ValidationError):
        read_settings({}).port = 1


def test_what_is_in_force_says_where_each_value_came_from():
    found = settings_in_force({"WENJU_HOST": "::1"}, {"port": 8080, "library": None})
    origins = {entry.name: (entry.value, entry.origin) for entry in found}
    assert origins["host"] == ("::1", "WENJU_HOST")
    assert origins["port"] == ("8080", "--port")
    assert origins["library"] == ("data/library", "default")
    assert origins["reports"] == ("", "default")


def test_every_setting_has_a_line_of_help():
    assert all(field.description for field in Settings.model_fields.values())
